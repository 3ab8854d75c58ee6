package io.plumbline.standalone.demo.content;

import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Service;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The team's knowledge base, with one document that says what no model knows.
public final class Handbook {

    public static final String BASE = "branch-handbook";
    public static final String DOCUMENT = "floods";
    public static final String QUESTION = "Where are the sandbags of a branch?";
    public static final String ANSWER = "The sandbags of a branch are in the basement";

    private static final String CONTENT = """
            # Floods

            %s, behind the archive. Close the safe before you carry them up.

            # Power cuts

            The doors open by hand for one hour.
            """.formatted(ANSWER);

    private final Api registry;

    public Handbook(DemoStack stage, Cast cast) {
        this.registry = stage.as(cast.engineer(), Service.REGISTRY);
    }

    /// Uploads the document, or its next version. It is ingested in the background.
    ///
    /// @return the version
    public int upload(String team) {
        registry.put(path(), Map.of("team", team, "description", "What staff do when something happens."))
                .expect(200, 201);
        Multipart form = new Multipart()
                .field("id", DOCUMENT)
                .file("file", "floods.md", "text/markdown", CONTENT.getBytes(StandardCharsets.UTF_8));
        return registry.post(path() + "/documents", form)
                .expect(202)
                .body()
                .path("newest")
                .path("version")
                .asInt();
    }

    /// Whether searches find the newest version.
    public boolean isIndexed() {
        return registry.get(path() + "/documents/" + DOCUMENT)
                .expect(200)
                .body()
                .path("newest")
                .path("state")
                .asString("")
                .equals("INDEXED");
    }

    private static String path() {
        return "/api/v1/knowledge-bases/" + BASE;
    }
}
