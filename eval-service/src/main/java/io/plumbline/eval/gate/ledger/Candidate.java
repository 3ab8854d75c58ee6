package io.plumbline.eval.gate.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.suite.document.SuiteDocument;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The system under test: a model version `{"model", "version"}`, a prompt version on a model version
/// `{"prompt", "version", "model": "NAME@V"}`, or a route as it is now `{"route"}`. With a version, `route` names the
/// production route under whose terms it is evaluated: its guard policy and what it adds to texts.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Candidate(
        @Pattern(regexp = SuiteDocument.NAME + "(@[1-9][0-9]{0,8})?", message = "must be NAME or NAME@VERSION")
        @Nullable
        String model,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be a prompt's name") @Nullable
        String prompt,

        @Min(1) @Max(999_999_999) @Nullable Integer version,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be a route's name") @Nullable
        String route) {

    /// The kinds of systems.
    public enum Kind {
        MODEL,
        PROMPT,
        ROUTE
    }

    public static Candidate ofModel(String model, int version) {
        return new Candidate(model, null, version, null);
    }

    /// Returns the kind; null if the members match none.
    @JsonIgnore
    @Nullable
    public Kind kind() {
        if (route != null && model == null && prompt == null && version == null) {
            return Kind.ROUTE;
        }
        if (model == null || version == null) {
            return null;
        }
        boolean versioned = model.indexOf('@') > 0;
        if (prompt == null) {
            return versioned ? null : Kind.MODEL;
        }
        return versioned ? Kind.PROMPT : null;
    }

    /// Whether a result can admit it to production; a route is not a version.
    boolean mayCount() {
        return kind() != Kind.ROUTE;
    }

    /// The same version under the terms of another's route; a route stays what it is.
    public Candidate under(@Nullable String termsOf) {
        return kind() == Kind.ROUTE ? this : new Candidate(model, prompt, version, termsOf);
    }

    /// Returns the `model` of its calls through the gateway.
    @JsonIgnore
    public String gatewayModel() {
        String reference = modelReference();
        if (reference == null) {
            return String.valueOf(route);
        }
        return "registry:" + reference + (route == null ? "" : "@" + route);
    }

    /// Returns the model version as `name@version`; nothing for a route.
    @JsonIgnore
    @Nullable
    public String modelReference() {
        return kind() == Kind.ROUTE ? null : prompt == null ? model + "@" + version : model;
    }

    /// Returns the prompt of its calls as `name@version`; null for the suite's own template.
    @JsonIgnore
    @Nullable
    public String promptReference() {
        return prompt == null ? null : prompt + "@" + version;
    }

    /// Returns its members with its kind, for events.
    @JsonIgnore
    public Map<String, Object> described() {
        Map<String, Object> members = new TreeMap<>();
        Kind kind = kind();
        members.put("kind", kind == null ? "" : kind.name());
        put(members, "model", model);
        put(members, "prompt", prompt);
        put(members, "version", version);
        put(members, "route", route);
        return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /// Returns its name for people.
    @JsonIgnore
    public String label() {
        if (kind() == Kind.ROUTE) {
            return "route " + route;
        }
        String label = prompt == null ? model + "@" + version : "prompt " + prompt + "@" + version + " on " + model;
        return route == null ? label : label + " on route " + route;
    }
}
