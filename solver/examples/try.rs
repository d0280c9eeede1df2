#![allow(warnings, clippy::all, clippy::pedantic)]
use carnet_solver::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let secs: f64 = a[1].parse().unwrap();
    let threads: usize = std::env::var("T").map(|x| x.parse().unwrap()).unwrap_or(2);
    for f in &a[2..] {
        let t = std::time::Instant::now();
        let i = Instance::read(&std::fs::read_to_string(f).unwrap()).unwrap();
        let load = t.elapsed().as_secs_f64();
        let v = std::env::var("V").is_ok();
        let mut c = Config {
            budget: Budget::Time(std::time::Duration::from_secs_f64(secs)),
            threads,
            ..Config::default()
        };
        if let Ok(w) = std::env::var("W") {
            c.budget = Budget::Work(w.parse().unwrap());
        }
        if v {
            c.progress = Observer::new(|p| {
                eprintln!("{:.3} {:?} {:?} | {:?}", p.seconds, p.phase, p.best.0, p.bounds.0)
            });
        }
        match solve(&i, &c) {
            Ok(o) => {
                println!(
                    "{} load {:.2} secs {:.2} {} {:?}",
                    f.rsplit('/').next().unwrap(),
                    load,
                    o.seconds,
                    o.plan.status,
                    o.stopped
                );
                for c in i.criteria() {
                    print!(
                        " {}={}({})",
                        c,
                        o.plan.score.get(*c).unwrap(),
                        o.plan.bounds.get(*c).map(|x| x.to_string()).unwrap_or_default()
                    );
                }
                println!(" bott {:?}", o.bottlenecks.iter().take(3).collect::<Vec<_>>());
                if let Ok(d) = std::env::var("OUT") {
                    std::fs::write(d, format::write_json(&o.plan)).unwrap();
                }
            }
            Err(e) => println!("{f} ERR {e}"),
        }
    }
}
