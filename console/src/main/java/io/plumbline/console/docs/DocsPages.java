package io.plumbline.console.docs;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.OpenToAll;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/// Shows the Markdown files of the folder `docs`, and their images, which are in the jar, so that the documentation is
/// that of the
/// installed version.
@Controller
class DocsPages {

    private static final Pattern PAGE = Pattern.compile("/([a-z0-9-]+/)*[A-Za-z0-9-]+\\.md");
    private static final Pattern IMAGE = Pattern.compile("/([a-z0-9-]+/)*[a-z0-9-]+\\.png");
    private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);
    private static final String FOLDER = "/console-docs";

    private final Parser parser;
    private final HtmlRenderer html;

    DocsPages() {
        List<Extension> extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
        parser = Parser.builder().extensions(extensions).build();
        html = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build();
    }

    @GetMapping("/docs/{*page}")
    @OpenToAll
    String show(@PathVariable String page, Model model) throws IOException {
        String text = new String(file(page, PAGE), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(text);
        model.addAttribute("title", title.find() ? title.group(1) : "Documentation");
        model.addAttribute("text", html.render(parser.parse(text)));
        return "console/docs/page";
    }

    @GetMapping(path = "/docs/images/{*image}", produces = MediaType.IMAGE_PNG_VALUE)
    @OpenToAll
    @ResponseBody
    byte[] image(@PathVariable String image) throws IOException {
        return file("/images" + image, IMAGE);
    }

    private static byte[] file(String path, Pattern allowed) throws IOException {
        if (allowed.matcher(path).matches()) {
            try (InputStream file = DocsPages.class.getResourceAsStream(FOLDER + path)) {
                if (file != null) {
                    return file.readAllBytes();
                }
            }
        }
        throw RequestProblem.NOT_FOUND.because("The documentation has no such page.");
    }
}
