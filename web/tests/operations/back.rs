//! Where one comes back to, and what browsers keep.

use super::{app, empty, get, send, somebody};
use crate::harness::at;
use axum::http::{StatusCode, header};
use carnet_web::{Config, router};

#[test]
fn whoever_has_to_sign_in_again_comes_back_to_the_page_of_the_form() {
    let router = router(app(&Config::default()));
    let after = |page: &str| {
        let request = get(&at("/me/leave")).method("POST").header("sec-fetch-site", "same-origin");
        let answer = send(&router, empty(request.header(header::REFERER, page)));
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let to = answer.headers[header::LOCATION].to_str().expect("an address").to_owned();
        let next = form_urlencoded::parse(to.split_once('?').expect("a page").1.as_bytes()).next();
        next.expect("a page to come back to").1.into_owned()
    };
    assert_eq!(after(&format!("https://carnet.example{}", at("/registration?a=b"))), at("/registration?a=b"));
    assert_eq!(
        after(&format!("https://carnet.example{}", at("/registration?done=saved"))),
        at("/registration")
    );
    // Nothing that another site says.
    assert_eq!(after("https://elsewhere.example/registration"), at("/me/leave"));
    assert_eq!(after("no address"), at("/me/leave"));
}

#[test]
fn what_somebody_sees_who_has_signed_in_is_not_kept_and_https_stays_https() {
    let secure = Config { public_url: "https://carnet.example".to_owned(), ..Config::default() };
    let (plain, secure) = (router(app(&Config::default())), router(app(&secure)));
    let signed_in = super::sign_in(
        &plain,
        &somebody("kept@carnet.example").email,
        carnet_engine::demo::PASSWORD,
        "192.0.2.9",
        &[],
    );
    let cookie = signed_in.headers[header::SET_COOKIE].to_str().expect("a cookie");
    let cookie = cookie.split(';').next().expect("its value");
    let personal = send(&plain, empty(get("/account").header(header::COOKIE, cookie)));
    assert_eq!(personal.status, StatusCode::OK);
    assert_eq!(personal.headers[header::CACHE_CONTROL], "no-store");
    let public = send(&plain, empty(get("/")));
    assert!(!public.headers.contains_key(header::CACHE_CONTROL));
    assert!(!public.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    let public = send(&secure, empty(get("/")));
    assert!(
        public.headers[header::STRICT_TRANSPORT_SECURITY]
            .to_str()
            .is_ok_and(|value| value.contains("max-age"))
    );
}
