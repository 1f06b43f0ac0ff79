package dev.penstock.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTests {
    private final Path dir;
    private final Path site;

    SiteTests(@TempDir Path dir) {
        this.dir = dir;
        this.site = dir.resolve("site");
    }

    private void repository(String readme) throws IOException {
        Files.writeString(dir.resolve("README.md"), readme);
        Files.createDirectories(dir.resolve("docs/how-to"));
        Files.writeString(dir.resolve("docs/README.md"), "# Documents\n\n- [how-to](how-to/)\n");
        Files.writeString(dir.resolve("docs/how-to/README.md"), "# How to\n\n- [b](b.md)\n- [a](a.md)\n");
        Files.writeString(dir.resolve("docs/how-to/a.md"), "# A page\n\n## One `thing`\n\nText.\n");
        Files.writeString(dir.resolve("docs/how-to/b.md"), "# B page\n\n```java\nvoid f() {} // \"<x>\"\n```\n");
        Files.writeString(dir.resolve("docs/how-to/c.md"), "# C page\n\nThat no index names.\n");
        Files.writeString(dir.resolve("some.yaml"), "key: \"value\" # why\n");
    }

    private String page(String name) throws IOException {
        return Files.readString(site.resolve(name));
    }

    @Test
    void leadsLinksToPagesAndShowsFilesThatAreNone() throws IOException {
        repository("# Top\n\n[a](docs/how-to/a.md#one-thing), [yaml](some.yaml), [web](https://example.com/)\n");
        Site.write(dir, site);
        assertThat(page("index.html"))
                .contains("href=\"docs/how-to/a.html#one-thing\"", "href=\"some.yaml.html\"", "https://example.com/");
        assertThat(page("some.yaml.html"))
                .contains("<span class=\"k\">key</span>: <span class=\"s\">&quot;value&quot;");
        assertThat(page("docs/how-to/a.html")).contains("<h2 id=\"one-thing\">", "href=\"../../assets/site.css\"");
        assertThat(page("docs/how-to/b.html"))
                .contains("<span class=\"w\">void</span> f() {} <span class=\"c\">// &quot;&lt;x&gt;&quot;</span>");
    }

    @Test
    void namesPagesInTheOrderOfTheirIndexAndThenTheOthers() throws IOException {
        repository("# Top\n");
        Site.write(dir, site);
        assertThat(page("docs/how-to/index.html")).containsSubsequence("Overview", ">B page<", ">A page<", ">C page<");
    }

    @ParameterizedTest
    @CsvSource({
        "docs/how-to/z.md, docs/how-to/z.md",
        "docs/how-to/a.md#two-things, docs/how-to/a.html#two-things",
        "#nothing, #nothing",
        "../outside.md, ../outside.md"
    })
    void refusesADeadLink(String link, String named) throws IOException {
        repository("# Top\n\nSee [this](" + link + ").\n");
        assertThatThrownBy(() -> Site.write(dir, site))
                .hasMessageContainingAll("README.md: the link " + named + " leads");
        assertThat(site).doesNotExist();
    }

    @Test
    void refusesAPictureFromTheNetwork() throws IOException {
        repository("# Top\n\n![badge](https://example.com/badge.png)\n");
        assertThatThrownBy(() -> Site.write(dir, site)).hasMessageContaining("loaded from the network");
    }

    @ParameterizedTest
    @CsvSource({"How it works, how-it-works", "What `--drain` does?, what---drain-does", "A & B, a--b"})
    void anchorsAreThoseOfTheWeb(String heading, String anchor) {
        assertThat(new Headings().anchor(heading.replace("`", ""))).isEqualTo(anchor);
    }

    /** Everything the repository says, and a search in it by a browser when one is given. */
    @Test
    void theWholeDocumentationIsOneSiteThatCanBeSearched() throws Exception {
        Site.write(Path.of("..").toAbsolutePath().normalize(), site);
        assertThat(page("docs/index.html")).contains("class=\"skip\"", "<main", "aria-label=\"Pages\"");
        assertThat(page("assets/search.js")).contains("docs/explanation/delivery.html#dead-letters");
        String browser = System.getProperty("penstock.browser", "");
        Assumptions.assumeFalse(browser.isEmpty(), "no browser: -Dpenstock.browser=/usr/bin/chromium");
        Path seen = dir.resolve("seen.html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + dir.resolve("profile"),
                        "--virtual-time-budget=60000",
                        "--dump-dom",
                        site.resolve("index.html").toUri() + "?q=dead+letter")
                .redirectOutput(seen.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(seen, StandardCharsets.UTF_8))
                .contains("docs/how-to/handle-dead-letters.html", "<mark>dead</mark>", "class=\"copy\"");
    }
}
