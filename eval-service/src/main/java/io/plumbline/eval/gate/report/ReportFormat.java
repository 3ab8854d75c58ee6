package io.plumbline.eval.gate.report;

import java.util.List;
import org.springframework.http.MediaType;

/// The formats of a gate's report.
public enum ReportFormat {
    JSON(MediaType.APPLICATION_JSON),
    MARKDOWN(MediaType.parseMediaType("text/markdown;charset=UTF-8")),
    JUNIT(MediaType.parseMediaType("application/xml;charset=UTF-8")),
    SARIF(MediaType.parseMediaType("application/sarif+json")),
    HTML(MediaType.parseMediaType("text/html;charset=UTF-8"));

    @SuppressWarnings("ImmutableEnumChecker") // a media type never changes
    private final MediaType type;

    ReportFormat(MediaType type) {
        this.type = type;
    }

    public MediaType type() {
        return type;
    }

    /// Returns the first format that the client prefers.
    ///
    /// @param accepted best first; a client that accepts everything gets JSON
    public static ReportFormat preferred(List<MediaType> accepted) {
        for (MediaType wanted : accepted) {
            for (ReportFormat format : values()) {
                if (wanted.includes(format.type)) {
                    return format;
                }
            }
        }
        return JSON;
    }
}
