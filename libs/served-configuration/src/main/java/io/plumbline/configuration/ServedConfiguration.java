package io.plumbline.configuration;

import io.plumbline.audit.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Everything that determines how a call is served. Its digest is the unit of evaluation, approval and serving: a
/// gate evaluates one, approvals name one, caches and evidence are keyed by one, and every call event carries
/// one.
///
/// The document has a canonical form (RFC 8785) and is known by the SHA-256 of it. Long parts stand in it by
/// their own digests; secrets never do. It names neither route nor variant nor weight: what serves alike is the
/// same. Immutable.
///
/// @param environment in which calls are served by it
/// @param target what answers
/// @param prompt put before the caller's messages; null for none
/// @param hardening digest of the words around the system prompt; null for none
/// @param policy the guard policy, its rules for tools included
/// @param retrieval digest of the binding to a knowledge base; null for none
/// @param output digest of how answers are held to their form; null for the usual way
/// @param fallbacks who may answer in the target's stead, in order
/// @param shadow who gets a copy of calls; null for nobody
public record ServedConfiguration(
        Environment environment,
        Target target,
        @Nullable Prompt prompt,
        @Nullable String hardening,
        Policy policy,
        @Nullable String retrieval,
        @Nullable String output,
        List<Fallback> fallbacks,
        @Nullable Shadow shadow) {

    private static final int VERSION = 1;

    public ServedConfiguration {
        fallbacks = List.copyOf(fallbacks);
    }

    /// Who is served.
    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    /// A model as it is called.
    ///
    /// @param model name of the registered model; null for a provider's model as it is
    /// @param version of the registered model; null likewise
    /// @param digest of the version's document, its parameters included; null likewise
    /// @param upstreamModel the provider's name for it
    public record Target(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String digest,
            Provider provider,
            String upstreamModel) {

        /// Whether it is the same version of the same model at the same provider, at whatever address.
        public boolean answersLike(Target other) {
            return Objects.equals(model, other.model)
                    && Objects.equals(version, other.version)
                    && Objects.equals(digest, other.digest)
                    && provider.name().equals(other.provider.name())
                    && upstreamModel.equals(other.upstreamModel);
        }

        Target at(Provider moved) {
            return provider.name().equals(moved.name())
                    ? new Target(model, version, digest, moved, upstreamModel)
                    : this;
        }

        /// As people name it.
        public String label() {
            return model == null ? provider.name() + "/" + upstreamModel : model + "@" + version;
        }

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("model", model);
            members.put("version", version);
            members.put("digest", digest);
            members.put("provider", provider.members());
            members.put("upstreamModel", upstreamModel);
            return members;
        }

        static Target read(JsonNode node) {
            return new Target(
                    text(node, "model"),
                    node.hasNonNull("version") ? node.get("version").asInt() : null,
                    text(node, "digest"),
                    Provider.read(node.path("provider")),
                    required(node, "upstreamModel"));
        }
    }

    /// Where a model is called.
    ///
    /// @param kind as providers name it: `openai`, `anthropic`, …
    public record Provider(String name, String kind, String baseUrl) {

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", name);
            members.put("kind", kind);
            members.put("baseUrl", baseUrl);
            return members;
        }

        static Provider read(JsonNode node) {
            return new Provider(required(node, "name"), required(node, "kind"), required(node, "baseUrl"));
        }
    }

    /// A prompt's version.
    ///
    /// @param digest of its document
    public record Prompt(String name, int version, @Nullable String digest) {

        /// As people name it.
        public String label() {
            return name + "@" + version;
        }

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", name);
            members.put("version", version);
            members.put("digest", digest);
            return members;
        }

        static Prompt read(JsonNode node) {
            return new Prompt(required(node, "name"), node.path("version").asInt(), text(node, "digest"));
        }
    }

    /// A revision of a guard policy.
    ///
    /// @param digest of its document
    /// @param graceSeconds how long calls are served after evidence was withdrawn
    public record Policy(String name, int version, String digest, long graceSeconds) {

        /// As people name it.
        public String label() {
            return name + "@" + version;
        }

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("name", name);
            members.put("version", version);
            members.put("digest", digest);
            members.put("graceSeconds", graceSeconds);
            return members;
        }

        static Policy read(JsonNode node) {
            return new Policy(
                    required(node, "name"),
                    node.path("version").asInt(),
                    required(node, "digest"),
                    node.path("graceSeconds").asLong());
        }
    }

    /// @param on `any`, or the class of failure after which it answers
    public record Fallback(String on, Target target) {

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("on", on);
            members.put("target", target.members());
            return members;
        }
    }

    /// @param share of the calls, above 0 and at most 1
    public record Shadow(double share, Target target) {

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("share", share);
            members.put("target", target.members());
            return members;
        }
    }

    /// The document, as values that [CanonicalJson] writes.
    public Map<String, Object> document() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("v", VERSION);
        members.put("environment", environment.name());
        members.put("target", target.members());
        members.put("prompt", prompt == null ? null : prompt.members());
        members.put("hardening", hardening);
        members.put("policy", policy.members());
        members.put("retrieval", retrieval);
        members.put("output", output);
        members.put("fallbacks", fallbacks.stream().map(Fallback::members).toList());
        members.put("shadow", shadow == null ? null : shadow.members());
        return members;
    }

    /// `sha256:` and 64 hexadecimal digits.
    public String digest() {
        return digestOf(document());
    }

    /// Digest of any JSON value, in the form that this document uses for its parts.
    ///
    /// @throws IllegalArgumentException when the value has no canonical form
    public static String digestOf(@Nullable Object value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(CanonicalJson.text(value).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Reads what [#document] wrote.
    ///
    /// @throws IllegalArgumentException when it is not such a document
    public static ServedConfiguration read(JsonNode node) {
        if (node.path("v").asInt() != VERSION) {
            throw new IllegalArgumentException("not a served configuration of version " + VERSION);
        }
        List<Fallback> fallbacks = new ArrayList<>();
        node.path("fallbacks")
                .forEach(each -> fallbacks.add(new Fallback(required(each, "on"), Target.read(each.path("target")))));
        JsonNode shadow = node.path("shadow");
        return new ServedConfiguration(
                Environment.valueOf(required(node, "environment")),
                Target.read(node.path("target")),
                node.hasNonNull("prompt") ? Prompt.read(node.path("prompt")) : null,
                text(node, "hardening"),
                Policy.read(node.path("policy")),
                text(node, "retrieval"),
                text(node, "output"),
                fallbacks,
                shadow.isObject()
                        ? new Shadow(shadow.path("share").asDouble(), Target.read(shadow.path("target")))
                        : null);
    }

    /// The same with a provider at another address, wherever it is named.
    public ServedConfiguration at(Provider moved) {
        return new ServedConfiguration(
                environment,
                target.at(moved),
                prompt,
                hardening,
                policy,
                retrieval,
                output,
                fallbacks.stream()
                        .map(fallback ->
                                new Fallback(fallback.on(), fallback.target().at(moved)))
                        .toList(),
                shadow == null
                        ? null
                        : new Shadow(shadow.share(), shadow.target().at(moved)));
    }

    /// Every model that answers or is called beside: target, fallbacks, shadow.
    public Stream<Target> everyTarget() {
        return Stream.concat(answering(), shadow == null ? Stream.empty() : Stream.of(shadow.target()));
    }

    /// Every model that may answer: target and fallbacks.
    public Stream<Target> answering() {
        return Stream.concat(Stream.of(target), fallbacks.stream().map(Fallback::target));
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.get(member).asString() : null;
    }

    private static String required(JsonNode node, String member) {
        String text = text(node, member);
        if (text == null) {
            throw new IllegalArgumentException("a served configuration has a member " + member);
        }
        return text;
    }
}
