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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Shows the Markdown files of the folder `docs`, which are in the jar, so that the documentation is that of the
/// installed version.
@Controller
class DocsController {

    private static final Pattern PAGE = Pattern.compile("/([a-z0-9-]+/)*[A-Za-z0-9-]+\\.md");
    private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);
    private static final String FOLDER = "/console-docs";

    private final Parser parser;
    private final HtmlRenderer html;

    DocsController() {
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
        String text = text(page);
        Matcher title = TITLE.matcher(text);
        model.addAttribute("title", title.find() ? title.group(1) : "Documentation");
        model.addAttribute("text", html.render(parser.parse(text)));
        return "console/docs/page";
    }

    private static String text(String page) throws IOException {
        if (PAGE.matcher(page).matches()) {
            try (InputStream file = DocsController.class.getResourceAsStream(FOLDER + page)) {
                if (file != null) {
                    return new String(file.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw RequestProblem.NOT_FOUND.because("The documentation has no such page.");
    }
}
