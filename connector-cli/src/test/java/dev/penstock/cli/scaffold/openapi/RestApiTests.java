package dev.penstock.cli.scaffold.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.penstock.cli.scaffold.ConnectorProject;
import dev.penstock.cli.scaffold.ProjectNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed of documents, and what is refused; that a project of one builds and runs is shown by an integration test. */
class RestApiTests {
    @TempDir
    Path dir;

    private static Path document(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(RestApiTests.class.getResource(name)).toURI());
    }

    private String project(Path document) throws IOException {
        ConnectorProject.files(
                        RestApi.read(document, null, null),
                        ProjectNames.of("order-list", null),
                        "1.2.3",
                        URI.create("file:///x"))
                .writeTo(dir);
        return files().stream().map(RestApiTests::text).collect(Collectors.joining());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Every way of paging and of credentials; the last one is written by somebody who would like to run code. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            shop.yaml    | 'cursor' asks for the next page with      | OAuth2 client credentials | "shop-id"
            issues.json  | The header 'Link' names the next page     | A bearer token            | "page-size"
            pages.yaml   | 'pageNumber' is the number of the page, and the first is 0 | A key in a header | 'X-Api-Key'
            links.yaml   | '/next' of an answer is the address       | A name and a password     | "username"
            hostile.yaml | 'offset' is the number of items before    | A key in the query        | "parameter-interval"
            """)
    void guessesAndWritesWhatJavaAccepts(String name, String paging, String credentials, String more) throws Exception {
        String project = project(document(name));
        assertThat(project).contains(paging, credentials, "CHECK:").doesNotContainPattern("__[A-Za-z]+__");
        assertThat(project).contains(more.replace("'", ""));
        assertThat(mistakes()).isEmpty();
        assertThat(project).doesNotContain("*/ System.exit").doesNotContainPattern("(?<!\\\\)\"\\); System.exit");
    }

    /** Read by the compiler, and no further: what the code uses is not here. */
    private List<String> mistakes() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
            compiler.getTask(
                            null,
                            manager,
                            found,
                            List.of("-proc:none", "-XDshould-stop.ifNoError=PARSE"),
                            null,
                            manager.getJavaFileObjectsFromPaths(files().stream()
                                    .filter(file -> file.toString().endsWith(".java"))
                                    .toList()))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    @Test
    void choosesTheOperationThatIsNamed() throws Exception {
        RestApi api = RestApi.read(document("shop.yaml"), "listOrders", null);
        assertThat(api.operation()).isEqualTo("GET /shops/{shop_id}/orders (listOrders)");
        assertThat(api.item.id()).isEqualTo("id");
        assertThat(api.item.time()).isEqualTo("updated_at");
        assertThat(api.since).isEqualTo("updated_since");
        assertThat(api.server).isEqualTo("https://eu.shop.example.com/v2/");
        assertThat(RestApi.read(document("shop.yaml"), null, "title").item.id()).isEqualTo("title");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestApi.read(document("shop.yaml"), "listOders", null))
                .withMessageContaining("those that do are: GET /shops/{shop_id}/orders (listOrders)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            swagger: '2.0'                                                               | convert it to OpenAPI 3
            openapi: 4.0.0                                                               | no OpenAPI 3.0 or 3.1
            [1]                                                                          | it holds no keys
            {                                                                            | neither YAML nor JSON
            a: &a [*a]                                                                   | stands for nothing, or for itself
            {openapi: 3.0.0, paths: {}}                                                  | neither YAML nor JSON
            {"openapi": "3.0.0", "paths": {}}                                            | no GET of the document
            {"openapi": "3.0.0", "paths": {"/a": {"$ref": "https://evil.example/a.yaml"}}} | leads out of the file
            {"openapi": "3.0.0", "paths": {"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}} | back to itself
            {"openapi": "3.0.0", "paths": {"/a": {"$ref": "#/nothing"}}}                 | leads to nothing
            """)
    void refusesInWords(String text, String why) throws IOException {
        Path file = Files.writeString(dir.resolve("document"), text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestApi.read(file, null, null))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "uuid"})
    void saysWhenItCannotGuess(String field) throws Exception {
        String without = Files.readString(document("links.yaml"))
                .replace("uuid:", "note:")
                .replace("{ b: [] }", "{}");
        Path file = Files.writeString(dir.resolve("document"), without);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestApi.read(file, null, null))
                .withMessageContaining("--id FIELD, of note, timestamp, text");
        assertThat(RestApi.read(file, null, field).item.id()).isEqualTo(field);
        Path cookie = Files.writeString(
                dir.resolve("cookie"), Files.readString(document("pages.yaml")).replace("in: header", "in: cookie"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestApi.read(cookie, null, null))
                .withMessageContaining("a program cannot give by itself");
    }

    /** Each would take all memory, all time or all of the stack of a reader without bounds. */
    @Test
    void hostileDocumentsEndSoon() throws Exception {
        StringBuilder bomb = new StringBuilder("openapi: 3.0.0\na0: &a0 {type: object}\n");
        for (int i = 1; i < 60; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " {allOf: [" + last + ", " + last + "], properties: {x: " + last
                    + ", y: " + last + "}}\n");
        }
        bomb.append("paths: {/a: {get: {responses: {200: {content: {application/json: {schema: {items: *a59}}}}}}}}\n");
        Path file = Files.writeString(dir.resolve("bomb"), bomb.toString());
        assertThat(RestApi.read(file, null, "x").item.example()).containsKey("x");
        for (String deep : List.of("[".repeat(100_000), "a: " + "[".repeat(100_000), "{\"a\":" + "[".repeat(100_000))) {
            Path nested = Files.writeString(dir.resolve("deep"), deep);
            assertThatIllegalArgumentException().isThrownBy(() -> RestApi.read(nested, null, null));
        }
        Path large = Files.write(dir.resolve("large"), new byte[(16 << 20) + 1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RestApi.read(large, null, null))
                .withMessageContaining("larger than 16 MiB");
    }

    @Test
    @EnabledIfSystemProperty(named = "penstock.data", matches = ".+")
    void readsADocumentThatOthersWrote() throws Exception {
        Path real = Path.of(System.getProperty("penstock.data"), "cloudevents", "subscriptions-openapi.yaml");
        assertThat(project(real)).contains("GET /subscriptions", "https://server.example.com/v0.1");
        assertThat(mistakes()).isEmpty();
    }
}
