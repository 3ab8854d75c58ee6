package io.plumbline.kit.web;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Where a service takes uploads, which are multipart bodies of up to 200 MB (`spring.servlet.multipart`).
/// Everywhere else [BodyLimit] holds them to its own limit. A service names it by defining a bean.
///
/// @param path as its handler is mapped
public record Uploads(PathPattern path) {

    public static Uploads at(String path) {
        return new Uploads(PathPatternParser.defaultInstance.parse(path));
    }

    boolean takes(String uri) {
        return path.matches(PathContainer.parsePath(uri));
    }
}
