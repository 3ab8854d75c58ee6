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

/// Everything that determines how a call is served. Its digest is the unit of evaluation, approval and serving:
/// gates evaluate it, approvals name it, caches and evidence are keyed by it, and every call event carries it.
///
/// The digest is the SHA-256 of the document's canonical form (RFC 8785). Long parts appear as their own digests;
/// secrets never appear. The document names no route, variant or weight, so configurations that serve alike are
/// equal. Immutable.
///
/// @param environment the environment of the calls that it serves
/// @param target the model that answers
/// @param prompt precedes the caller's messages; null for none
/// @param hardening digest of the text around the system prompt; null for none
/// @param policy the guard policy, including its tool rules
/// @param retrieval the binding to a knowledge base; null for none
/// @param output digest of the checks of an answer's form; null for the default
/// @param fallbacks targets that may answer in place of the target, in order
/// @param shadow the target that receives copies of calls; null for none
public record ServedConfiguration(
        Environment environment,
        Target target,
        @Nullable Prompt prompt,
        @Nullable String hardening,
        Policy policy,
        @Nullable Retrieval retrieval,
        @Nullable String output,
        List<Fallback> fallbacks,
        @Nullable Shadow shadow) {

    private static final int VERSION = 1;

    public ServedConfiguration {
        fallbacks = List.copyOf(fallbacks);
    }

    /// The environment of a route.
    public enum Environment {
        DEVELOPMENT,
        PRODUCTION
    }

    /// A model at a provider.
    ///
    /// @param model name of the registered model; null for a provider's model that is not registered
    /// @param version of the registered model; null likewise
    /// @param digest of the version's document, including its parameters; null likewise
    /// @param upstreamModel the provider's name for the model
    public record Target(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String digest,
            Provider provider,
            String upstreamModel) {

        /// Whether it is the same version of the same model at the same provider, regardless of address.
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

        /// Returns its name for people.
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

    /// The provider at which a model is called.
    ///
    /// @param kind the provider's kind: `openai`, `anthropic`, …
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

    /// A prompt version.
    ///
    /// @param digest of its document
    public record Prompt(String name, int version, @Nullable String digest) {

        /// Returns its name for people.
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
    /// @param graceSeconds how long calls are still served after evidence was withdrawn
    public record Policy(String name, int version, String digest, long graceSeconds) {

        /// Returns its name for people.
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

    /// The binding to a knowledge base, whose passages the model receives.
    ///
    /// @param knowledgeBase its name
    /// @param digest of the whole binding, with limits and filters
    public record Retrieval(String knowledgeBase, String digest) {

        /// Returns its name for people.
        public String label() {
            return knowledgeBase + ", terms " + digest.substring(digest.indexOf(':') + 1, digest.indexOf(':') + 9);
        }

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("knowledgeBase", knowledgeBase);
            members.put("digest", digest);
            return members;
        }

        static Retrieval read(JsonNode node) {
            return new Retrieval(required(node, "knowledgeBase"), required(node, "digest"));
        }
    }

    /// A target that answers after a failure.
    ///
    /// @param on `any`, or the class of failure after which it answers
    public record Fallback(String on, Target target) {

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("on", on);
            members.put("target", target.members());
            return members;
        }
    }

    /// A target that receives copies of calls.
    ///
    /// @param share of the calls, above 0 and at most 1
    public record Shadow(double share, Target target) {

        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("share", share);
            members.put("target", target.members());
            return members;
        }
    }

    /// Returns the document as values that [CanonicalJson] can write.
    public Map<String, Object> document() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("v", VERSION);
        members.put("environment", environment.name());
        members.put("target", target.members());
        members.put("prompt", prompt == null ? null : prompt.members());
        members.put("hardening", hardening);
        members.put("policy", policy.members());
        members.put("retrieval", retrieval == null ? null : retrieval.members());
        members.put("output", output);
        members.put("fallbacks", fallbacks.stream().map(Fallback::members).toList());
        members.put("shadow", shadow == null ? null : shadow.members());
        return members;
    }

    /// Returns the digest: `sha256:` and 64 hexadecimal digits.
    public String digest() {
        return digestOf(document());
    }

    /// Returns the digest of any JSON value, in the form that this document uses for its parts.
    ///
    /// @throws IllegalArgumentException if the value has no canonical form
    public static String digestOf(@Nullable Object value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(CanonicalJson.text(value).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Reads a document that [#document] returned.
    ///
    /// @throws IllegalArgumentException if it is not a served configuration of this version
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
                node.hasNonNull("retrieval") ? Retrieval.read(node.path("retrieval")) : null,
                text(node, "output"),
                fallbacks,
                shadow.isObject()
                        ? new Shadow(shadow.path("share").asDouble(), Target.read(shadow.path("target")))
                        : null);
    }

    /// Returns a copy with the provider of that name replaced everywhere.
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

    /// Returns all targets that are called: target, fallbacks, shadow.
    public Stream<Target> everyTarget() {
        return Stream.concat(answering(), shadow == null ? Stream.empty() : Stream.of(shadow.target()));
    }

    /// Returns all targets that may answer: target and fallbacks.
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
