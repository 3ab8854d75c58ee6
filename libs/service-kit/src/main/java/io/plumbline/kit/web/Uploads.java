package io.plumbline.kit.web;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The upload path of a service: multipart bodies of up to 200 MB (`spring.servlet.multipart`). [BodyLimit]
/// applies its own limit elsewhere. A service declares uploads as a bean.
///
/// @param path the mapping of the handler
public record Uploads(PathPattern path) {

    public static Uploads at(String path) {
        return new Uploads(PathPatternParser.defaultInstance.parse(path));
    }

    boolean takes(String uri) {
        return path.matches(PathContainer.parsePath(uri));
    }
}
