//! Texts that organisers write in Markdown, as HTML that does nothing but show them.

use ammonia::{Builder, UrlRelative};
use comrak::{Options, markdown_to_html};
use std::{collections::HashSet, sync::LazyLock};

/// What a text may have. Headings begin below the page's own.
const TAGS: [&str; 20] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(TAGS.into_iter().chain(["ul"]).collect())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        // Where a link leads is told nothing of where it stands, and gets no hold on it.
        .link_rel(Some("noopener noreferrer nofollow"))
        .add_clean_content_tags(["script", "style"]);
    cleaner
});

/// The most characters that are read: no text that is kept has more.
const TEXT_MOST: usize = 20_000;
/// The most characters before the words of a line that say in how many quotations and lists it stands. Each level makes reading
/// slower, and thousands of them would take minutes.
const MARKS_MOST: usize = 60;

/// The text without what only keeps whoever reads it busy.
fn bounded(markdown: &str) -> String {
    let end = markdown.char_indices().nth(TEXT_MOST).map_or(markdown.len(), |(end, _)| end);
    let is_mark = |c: &char| c.is_whitespace() || ">-*+".contains(*c);
    let line = |line: &str| {
        let n_marks = line.chars().take_while(is_mark).count();
        line.chars().skip(n_marks.saturating_sub(MARKS_MOST)).collect::<String>()
    };
    markdown[..end].split_inclusive('\n').map(line).collect()
}

/// A text as HTML: no script, no style, no picture of another host, whatever was written.
pub(crate) fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    // What people type on two lines, they want on two lines.
    options.render.hardbreaks = true;
    // Nothing of HTML gets through; what would is cleaned all the same.
    options.render.r#unsafe = false;
    let rendered = markdown_to_html(&bounded(markdown), &options);
    // The page has its own heading of the first level.
    let below = rendered.replace("<h1>", "<h2>").replace("</h1>", "</h2>");
    CLEANER.clean(&below).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_shown_as_it_is_meant() {
        let shown = html(
            "# Bienvenue\n\nUn *mot*, un **autre**\nsur deux lignes\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        );
        for part in
            ["<h2>Bienvenue</h2>", "<em>mot</em>", "<strong>autre</strong><br>", "<li>un</li>", "<td>2</td>"]
        {
            assert!(shown.contains(part), "{part} in {shown}");
        }
    }

    #[test]
    fn what_would_take_minutes_to_read_is_read_as_far_as_it_says_something() {
        let deep = html(&format!("{}fin", "> ".repeat(9_000)));
        assert!(deep.contains("fin") && deep.matches("<blockquote>").count() <= MARKS_MOST, "{deep}");
        assert!(html(&"- ".repeat(9_000)).matches("<ul>").count() <= MARKS_MOST);
        assert!(html(&"é".repeat(30_000)).chars().count() < TEXT_MOST + 20);
        let table = html("| a | b |\n|-----|-----|\n|  |  |\n");
        assert!(table.contains("<th>b</th>"), "{table}");
    }

    #[test]
    fn links_lead_out_without_a_hold_on_the_page() {
        let shown = html("[la ville](https://ville.example/), https://autre.example et [ici](/events)");
        assert_eq!(shown.matches("rel=\"noopener noreferrer nofollow\"").count(), 3, "{shown}");
        assert!(shown.contains("href=\"https://autre.example\""), "{shown}");
        assert!(html("nom@exemple.org").contains("href=\"mailto:nom@exemple.org\""));
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://elsewhere.example/seen.png)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "<a href=\"vbscript:x\" onclick=\"x\">x</a>",
            "<iframe src=\"https://elsewhere.example\"></iframe>",
            "<p style=\"position:fixed\">x</p>",
            "<svg><script>alert(1)</script></svg>",
            "<form action=\"https://elsewhere.example\"><input></form>",
            "<style>*{}</style>",
            "<https://a.example/\"onmouseover=\"alert(1)>",
        ] {
            let shown = html(text);
            for bad in [
                "<script",
                "<img",
                "javascript:",
                "JaVa",
                "data:",
                "vbscript:",
                "<iframe",
                "style=",
                "<svg",
                "<form",
                "<input",
                "<style",
                "onerror=\"",
                "onmouseover=\"",
                "onclick=\"",
            ] {
                // Text that only looks like it is text: it has no tag around it.
                let tags: String = shown
                    .split('<')
                    .skip(1)
                    .filter_map(|rest| rest.split('>').next())
                    .collect::<Vec<_>>()
                    .join(" <");
                assert!(!format!("<{tags}").contains(bad), "{bad} in {shown}");
            }
        }
    }
}
