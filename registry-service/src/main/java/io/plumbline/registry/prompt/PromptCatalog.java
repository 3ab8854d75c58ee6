package io.plumbline.registry.prompt;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.prompt.PromptTemplate;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetAction;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.VersionDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Registers and renders prompt versions. Every registered version is a valid template.
@Service
class PromptCatalog {

    private static final TypeReference<Object> VALUE = new TypeReference<>() {};

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final AuditTrail trail;
    private final JsonMapper json;

    PromptCatalog(AssetCatalog assets, AssetVersions versions, AuditTrail trail, JsonMapper json) {
        this.assets = assets;
        this.versions = versions;
        this.trail = trail;
        this.json = json;
    }

    /// A rendered prompt version.
    ///
    /// @param messages an array of `{"role", "content"}`
    /// @param parameters the version's default call parameters
    record RenderResponse(
            String name,
            int version,
            JsonNode messages,
            @Nullable JsonNode parameters) {}

    /// Registers the next version of a prompt, which is created with default rules if missing.
    ///
    /// @throws ProblemException 400 if it is not a valid template, 409 if the name belongs to another team
    @Transactional
    public AssetVersion register(String name, PromptVersionRequest request) {
        PromptTemplate template = PromptTemplate.of(request.messages(), request.variables());
        VersionDocument document = kept(request);
        Asset prompt = assets.findOrCreate(AssetType.PROMPT, name, request.team());
        AssetVersion version = versions.register(prompt, document);
        trail.append(AuditEntry.of(AssetAction.VERSION_REGISTERED, prompt.team(), "prompt-version", name)
                .version(version.number())
                .with("digest", version.digest())
                .with("variables", template.variables().size()));
        return version;
    }

    /// Returns the document of an unregistered version.
    ///
    /// @throws ProblemException 400 if it is not a valid template
    VersionDocument checked(PromptVersionRequest request) {
        PromptTemplate.of(request.messages(), request.variables());
        return kept(request);
    }

    private VersionDocument kept(PromptVersionRequest request) {
        return VersionDocument.of(members(request));
    }

    private Map<String, @Nullable Object> members(PromptVersionRequest request) {
        JsonNode variables = request.variables();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("messages", json.convertValue(request.messages(), VALUE));
        members.put(
                "variables", variables == null || variables.isNull() ? Map.of() : json.convertValue(variables, VALUE));
        if (request.technique() != null) {
            members.put("technique", request.technique());
        }
        if (request.parameters() != null) {
            members.put("parameters", request.parameters());
        }
        return members;
    }

    /// Returns the document of a version.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public PromptDocument document(String name, int version) {
        return documentOf(versions.get(assets.get(AssetType.PROMPT, name), version));
    }

    PromptDocument documentOf(AssetVersion version) {
        return json.readValue(version.document(), PromptDocument.class);
    }

    /// Renders the messages of a version.
    ///
    /// @throws ProblemException 404; 400 if the values are invalid
    public RenderResponse render(String name, int version, @Nullable JsonNode values) {
        PromptDocument document = document(name, version);
        PromptTemplate template = PromptTemplate.of(document.messages(), document.variables());
        return new RenderResponse(name, version, template.render(values), document.parameters());
    }
}
