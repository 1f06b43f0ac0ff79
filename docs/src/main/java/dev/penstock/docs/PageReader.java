package dev.penstock.docs;

import dev.penstock.docs.Page.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes pages of files: Markdown is rendered, other texts are shown as code, folders as lists of names. */
final class PageReader {
    private static final String EMPTY_HEAD = "<thead>\\s*<tr>\\s*(<th[^>]*></th>\\s*)+</tr>\\s*</thead>";

    private static final Pattern LONG_NAME = Pattern.compile("<code>[\\w.]{25,}</code>");

    private final Repository repository;
    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    PageReader(Repository repository) {
        this.repository = repository;
    }

    Page read(Path file) {
        boolean folder = repository.isFolder(file);
        Path address = Address.of(file, folder);
        if (folder) {
            return plain(file, address, list(file));
        }
        if (!file.toString().endsWith(".md")) {
            return plain(file, address, code(ending(file), repository.read(file)));
        }
        return markdown(file, address, repository.read(file));
    }

    private Page plain(Path file, Path address, String body) {
        String heading = "<h1><code>" + Highlighter.escape(file.toString()) + "</code></h1>\n";
        return new Page(file, address, file.toString(), heading + body, List.of(), List.of());
    }

    private String list(Path folder) {
        StringBuilder html = new StringBuilder("<p>A folder of the repository:</p>\n<ul>\n");
        repository.names(folder).forEach(name -> html.append("<li><code>")
                .append(Highlighter.escape(name))
                .append("</code></li>\n"));
        return html.append("</ul>\n").toString();
    }

    private Page markdown(Path file, Path address, String text) {
        Node document = parser.parse(text);
        Map<Node, String> anchors = new HashMap<>();
        List<Section> sections = sections(document, anchors);
        List<Path> links = new ArrayList<>();
        document.accept(new LinkRewriter(file, address, links));
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    String anchor = anchors.get(node);
                    if (anchor != null) {
                        attributes.put("id", anchor);
                    }
                })
                .nodeRendererFactory(CodeRenderer::new)
                .build();
        String body = renderer.render(document)
                .replaceAll(EMPTY_HEAD, "")
                .replace("<table>", "<div class=\"table\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>")
                .replace("</table>", "</table></div>");
        body = LONG_NAME.matcher(body).replaceAll(name -> breakable(name.group()));
        String title = sections.stream()
                .filter(section -> section.level() == 1)
                .map(Section::heading)
                .findFirst()
                .orElse(file.toString());
        return new Page(file, address, title, body, sections, links);
    }

    /** A name that may be broken behind its dots and before its capitals, so that it leaves room for other columns. */
    private static String breakable(String code) {
        return code.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=\\w\\.)(?=\\w)", "<wbr>");
    }

    /** Splits at headings; each heading gets its anchor and a link to itself. */
    private static List<Section> sections(Node document, Map<Node, String> anchors) {
        Headings headings = new Headings();
        List<Section> sections = new ArrayList<>();
        Heading current = null;
        StringBuilder text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                add(sections, current, anchors, text);
                text.setLength(0);
                anchors.put(heading, headings.anchor(Texts.ofHeading(heading)));
                current = heading;
            } else {
                text.append(Texts.of(node)).append(' ');
            }
        }
        add(sections, current, anchors, text);
        return sections;
    }

    private static void add(
            List<Section> sections,
            @org.jspecify.annotations.Nullable Heading heading,
            Map<Node, String> anchors,
            CharSequence text) {
        if (heading == null) {
            return;
        }
        String id = Objects.requireNonNull(anchors.get(heading));
        String title = Texts.ofHeading(heading);
        sections.add(new Section(heading.getLevel(), id, title, text.toString().strip()));
        if (heading.getLevel() > 1) {
            HtmlInline link = new HtmlInline();
            link.setLiteral(" <a class=\"anchor\" href=\"#" + id + "\" aria-label=\"Link to "
                    + Highlighter.escape(title) + "\">#</a>");
            heading.appendChild(link);
        }
    }

    private static String ending(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "sh" : name.substring(dot + 1);
    }

    private static String code(String language, String code) {
        return "<div class=\"code\"><pre tabindex=\"0\"><code>" + Highlighter.html(language, code)
                + "</code></pre></div>\n";
    }

    /** Leads links to the pages of the site, and takes pictures of ours into the page, where they follow its colours. */
    private final class LinkRewriter extends AbstractVisitor {
        private final Path file;
        private final Path address;
        private final List<Path> links;

        LinkRewriter(Path file, Path address, List<Path> links) {
            this.file = file;
            this.address = address;
            this.links = links;
        }

        @Override
        public void visit(Link link) {
            String destination = link.getDestination();
            int hash = destination.indexOf('#');
            String path = hash < 0 ? destination : destination.substring(0, hash);
            if (!path.isEmpty() && !path.contains(":")) {
                Optional<Path> target = repository.target(file, path);
                target.ifPresent(found -> {
                    links.add(found);
                    String fragment = hash < 0 ? "" : destination.substring(hash);
                    Path to = Address.of(found, repository.isFolder(found));
                    link.setDestination(Address.relative(address, to) + fragment);
                });
            }
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            Optional<Path> target = repository.target(file, image.getDestination());
            if (target.isPresent() && image.getDestination().endsWith(".svg")) {
                HtmlInline picture = new HtmlInline();
                String drawing = repository
                        .read(target.get())
                        .replaceFirst("(?s)^.*?(?=<svg)", "")
                        .replaceAll("\\n\\s*", " ");
                picture.setLiteral("<span class=\"picture\" tabindex=\"0\">" + drawing + "</span>");
                image.insertAfter(picture);
                image.unlink();
            }
        }
    }

    private record CodeRenderer(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            String html = node instanceof FencedCodeBlock fenced
                    ? code(Objects.requireNonNullElse(fenced.getInfo(), ""), fenced.getLiteral())
                    : code("sh", ((IndentedCodeBlock) node).getLiteral());
            context.getWriter().line();
            context.getWriter().raw(html);
        }
    }
}
