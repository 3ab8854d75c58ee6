package io.plumbline.console.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service's refusal (RFC 9457) of a call made for a page.
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RemoteService service;
    private final transient Body body;

    ApiProblem(RemoteService service, Body body) {
        super(service.fullName() + " answered " + body.status() + ": " + body.title(), null, false, false);
        this.service = service;
        this.body = body;
    }

    /// The problem document.
    ///
    /// @param approval the approval that is needed first, if any
    public record Body(
            int status,
            @Nullable String type,
            @Nullable String title,
            @Nullable String detail,
            @Nullable String traceId,
            @Nullable List<FieldError> errors,
            @Nullable Map<String, Object> approval) {}

    /// An error at a place of the request body.
    ///
    /// @param pointer JSON Pointer (RFC 6901)
    public record FieldError(String pointer, String message) {}

    public RemoteService service() {
        return service;
    }

    public int status() {
        return body.status();
    }

    /// Returns the last part of the type, for example `gate-required`, or an empty string.
    public String slug() {
        String type = body.type();
        return type == null ? "" : type.substring(type.lastIndexOf('/') + 1);
    }

    public String title() {
        return body.title() == null ? "The request failed" : body.title();
    }

    public String detail() {
        return body.detail() == null ? service.fullName() + " answered " + status() + "." : body.detail();
    }

    public @Nullable String traceId() {
        return body.traceId();
    }

    public List<FieldError> errors() {
        return body.errors() == null ? List.of() : body.errors();
    }

    /// Returns the id of the approval that is needed first, if the service named one.
    public @Nullable String approvalId() {
        return body.approval() == null || body.approval().get("id") == null
                ? null
                : String.valueOf(body.approval().get("id"));
    }

    /// Whether the user can do something about it on the form: another value, another state, or a decision.
    public boolean isAboutTheRequest() {
        return switch (status()) {
            case 400, 409, 412, 413, 422, 429 -> true;
            default -> false;
        };
    }
}
