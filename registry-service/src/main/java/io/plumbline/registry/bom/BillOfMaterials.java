package io.plumbline.registry.bom;

import io.plumbline.registry.card.ModelCard;
import io.plumbline.registry.card.ModelCard.BaseModel;
import io.plumbline.registry.card.ModelCard.TrainingData;
import io.plumbline.registry.dataset.DatasetSummary;
import io.plumbline.registry.evaluation.Check;
import io.plumbline.registry.evaluation.Evaluation;
import io.plumbline.registry.model.ModelDocument.Artifact;
import io.plumbline.registry.supplychain.SupplyChainReport.SignatureReport;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a card as a CycloneDX 1.7 bill of materials (ECMA-424) with the model as its subject, and its base
/// model and training data as components. Facts that CycloneDX has no member for are properties `plumbline:…`.
final class BillOfMaterials {

    private static final String MODEL = "machine-learning-model";
    private static final Pattern DIGEST = Pattern.compile("(sha256|sha384|sha512|sha1|md5):([0-9a-f]+)");
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512", "sha1", "SHA-1", "md5", "MD5");
    private static final Map<String, Integer> LENGTHS =
            Map.of("sha256", 64, "sha384", 96, "sha512", 128, "sha1", 40, "md5", 32);
    /// The SPDX identifiers that are written as such. Other licences are written by name, which is valid for
    /// any.
    private static final Set<String> SPDX = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "ISC",
            "MPL-2.0",
            "GPL-2.0-only",
            "GPL-3.0-only",
            "GPL-3.0-or-later",
            "LGPL-3.0-only",
            "AGPL-3.0-only",
            "CC0-1.0",
            "CC-BY-4.0",
            "CC-BY-SA-4.0",
            "CC-BY-NC-4.0",
            "CC-BY-NC-SA-4.0",
            "Unlicense");

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final ModelCard card;

    private BillOfMaterials(ModelCard card) {
        this.card = card;
    }

    /// @param serial identifies this document
    static ObjectNode of(ModelCard card, UUID serial, Instant now) {
        return new BillOfMaterials(card).document(serial, now);
    }

    private ObjectNode document(UUID serial, Instant now) {
        ObjectNode bom = json.objectNode();
        bom.put("$schema", "http://cyclonedx.org/schema/bom-1.7.schema.json");
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.7");
        bom.put("serialNumber", "urn:uuid:" + serial);
        bom.put("version", 1);
        ObjectNode metadata = bom.putObject("metadata");
        metadata.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "Plumbline registry-service");
        metadata.set("component", model());
        ArrayNode components = bom.putArray("components");
        ArrayNode dependencies = bom.putArray("dependencies");
        ArrayNode dependsOn = dependencies.addObject().put("ref", reference()).putArray("dependsOn");
        BaseModel base = card.origin().base();
        if (base != null) {
            components.add(base(base));
            add("model:" + base.reference(), dependsOn, dependencies);
        }
        for (TrainingData data : distinct()) {
            components.add(dataset(data));
            add("dataset:" + data.reference(), dependsOn, dependencies);
        }
        return bom;
    }

    private Iterable<TrainingData> distinct() {
        return card.origin().trainingData().stream().distinct().toList();
    }

    private static void add(String reference, ArrayNode dependsOn, ArrayNode dependencies) {
        dependsOn.add(reference);
        dependencies.addObject().put("ref", reference);
    }

    private String reference() {
        return "model:" + card.name() + "@" + card.version();
    }

    private ObjectNode model() {
        ObjectNode model = json.objectNode();
        model.put("type", MODEL);
        model.put("bom-ref", reference());
        model.put("group", card.team());
        model.put("name", card.name());
        model.put("version", Integer.toString(card.version()));
        ModelCard.Purpose purpose = card.purpose();
        model.put(
                "description",
                purpose.versionDescription().isBlank()
                        ? purpose.description()
                        : purpose.description() + "\n" + purpose.versionDescription());
        licenses(model, card.terms().license());
        ArrayNode references = model.putArray("externalReferences");
        ArrayNode properties = json.arrayNode();
        card.terms().artifacts().forEach(artifact -> file(artifact, references, properties));
        if (card.origin().run() != null) {
            String link = card.origin().run().link();
            if (link != null && isReference(link)) {
                references.addObject().put("type", "build-meta").put("url", link);
            }
            property(properties, "run", card.origin().run().id());
        }
        model.set("modelCard", modelCard());
        model.set("properties", facts(properties));
        return model;
    }

    private ArrayNode facts(ArrayNode properties) {
        property(properties, "digest", card.digest());
        property(properties, "kind", card.origin().kind().name());
        property(properties, "provider", card.origin().provider());
        property(properties, "upstreamModel", card.origin().upstreamModel());
        property(properties, "stage", card.stage().name());
        property(properties, "riskTier", card.purpose().riskTier().name());
        if (card.origin().adapter() != null) {
            property(properties, "adapter", card.origin().adapter().method().name());
            card.origin()
                    .adapter()
                    .settings()
                    .forEach((name, value) -> property(properties, "adapter:" + name, value.toString()));
        }
        card.terms().parameters().forEach((name, value) -> property(properties, "parameter:" + name, value.toString()));
        card.terms()
                .supplyChain()
                .artifacts()
                .forEach(file -> property(
                        properties, "format:" + file.uri(), file.format().name()));
        card.terms().supplyChain().signatures().stream()
                .filter(SignatureReport::counts)
                .map(SignatureReport::signature)
                .forEach(signature -> {
                    property(properties, "signer", signature.signer() + " " + signature.signerDigest());
                    property(properties, "signedFiles", signature.manifestDigest());
                });
        card.promotions().forEach(entry -> {
            property(properties, "promotion", entry.at().toString());
            if (entry.approvalId() != null) {
                property(properties, "approval", entry.approvalId().toString());
            }
        });
        return properties;
    }

    private ObjectNode modelCard() {
        ObjectNode modelCard = json.objectNode();
        ObjectNode parameters = modelCard.putObject("modelParameters");
        putIfPresent(parameters, "task", card.purpose().tags().get("task"));
        putIfPresent(parameters, "architectureFamily", card.purpose().tags().get("architecture"));
        ArrayNode datasets = parameters.putArray("datasets");
        distinct().forEach(data -> datasets.addObject().put("ref", "dataset:" + data.reference()));
        ArrayNode metrics = modelCard.putObject("quantitativeAnalysis").putArray("performanceMetrics");
        ArrayNode gates = json.arrayNode();
        card.evaluations().forEach(evaluation -> results(evaluation, metrics, gates));
        ObjectNode considerations = modelCard.putObject("considerations");
        putAll(considerations, "users", card.purpose().users());
        putAll(considerations, "useCases", card.purpose().intendedUse());
        putAll(considerations, "technicalLimitations", card.purpose().limitations());
        String ethics = card.purpose().ethicalConsiderations();
        if (ethics != null) {
            considerations.putArray("ethicalConsiderations").addObject().put("name", ethics);
        }
        property(gates, "outOfScope", card.purpose().outOfScope());
        modelCard.set("properties", gates);
        return modelCard;
    }

    private static void results(Evaluation evaluation, ArrayNode metrics, ArrayNode verdicts) {
        String suite = evaluation.run().suite()
                + (evaluation.run().suiteRevision() == null
                        ? ""
                        : " revision " + evaluation.run().suiteRevision());
        property(
                verdicts,
                (evaluation.counts() ? "gate:" : "evaluation:")
                        + evaluation.run().suite(),
                evaluation.verdict() + " " + evaluation.finishedAt());
        for (Check check : evaluation.checks()) {
            if (check.value() == null) {
                continue;
            }
            ObjectNode metric = metrics.addObject()
                    .put("type", check.name())
                    .put("value", check.value().toString())
                    .put("slice", suite);
            if (check.ciLow() != null && check.ciHigh() != null) {
                metric.putObject("confidenceInterval")
                        .put("lowerBound", check.ciLow().toString())
                        .put("upperBound", check.ciHigh().toString());
            }
        }
    }

    private void file(Artifact artifact, ArrayNode references, ArrayNode properties) {
        if (!isReference(artifact.uri())) {
            property(properties, "file", artifact.uri());
            property(properties, "fileDigest", artifact.digest());
            return;
        }
        ObjectNode reference =
                references.addObject().put("type", "distribution").put("url", artifact.uri());
        putIfPresent(reference, "comment", artifact.name());
        hashes(reference, artifact.digest());
    }

    private ObjectNode base(BaseModel base) {
        ObjectNode component = component(MODEL, "model:", base.reference());
        licenses(component, base.license());
        ArrayNode properties = json.arrayNode();
        property(properties, "digest", base.digest());
        component.set("properties", properties);
        return component;
    }

    private ObjectNode dataset(TrainingData data) {
        ObjectNode component = component("data", "dataset:", data.reference());
        DatasetSummary summary = data.summary();
        if (summary == null) {
            return component;
        }
        hashes(component, summary.digest());
        ObjectNode described = component.putArray("data").addObject().put("type", "dataset");
        described.put("description", summary.description());
        if (!summary.personalData().isEmpty()) {
            ArrayNode sensitive = described.putArray("sensitiveData");
            summary.personalData().keySet().forEach(sensitive::add);
        }
        ArrayNode properties = component.putArray("properties");
        property(properties, "records", Long.toString(summary.records()));
        property(properties, "redacted", Boolean.toString(summary.isRedacted()));
        return component;
    }

    private ObjectNode component(String type, String prefix, String reference) {
        int at = reference.lastIndexOf('@');
        return json.objectNode()
                .put("type", type)
                .put("bom-ref", prefix + reference)
                .put("name", reference.substring(0, at))
                .put("version", reference.substring(at + 1));
    }

    private static void licenses(ObjectNode component, @Nullable String license) {
        if (license != null) {
            component
                    .putArray("licenses")
                    .addObject()
                    .putObject("license")
                    .put(SPDX.contains(license) ? "id" : "name", license);
        }
    }

    /// Writes a digest; one that CycloneDX cannot hold becomes a comment.
    private static void hashes(ObjectNode holder, @Nullable String digest) {
        if (digest == null) {
            return;
        }
        Matcher parts = DIGEST.matcher(digest);
        if (parts.matches()
                && LENGTHS.getOrDefault(parts.group(1), 0) == parts.group(2).length()) {
            holder.putArray("hashes")
                    .addObject()
                    .put("alg", ALGORITHMS.get(parts.group(1)))
                    .put("content", parts.group(2));
        } else {
            holder.put("comment", digest);
        }
    }

    private static boolean isReference(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void putAll(ObjectNode holder, String name, @Nullable String text) {
        if (text != null) {
            holder.putArray(name).add(text);
        }
    }

    private static void putIfPresent(ObjectNode holder, String name, @Nullable String text) {
        if (text != null) {
            holder.put(name, text);
        }
    }

    private static void property(ArrayNode properties, String name, @Nullable String value) {
        if (value != null) {
            properties.addObject().put("name", "plumbline:" + name).put("value", value);
        }
    }
}
