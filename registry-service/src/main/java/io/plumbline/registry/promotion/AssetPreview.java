package io.plumbline.registry.promotion;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetDeclaration;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.VersionDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Previews a declaration of a model or prompt. A version would be registered only if its digest differs from the
/// newest one's.
@Service
public class AssetPreview {

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final PointerStore pointers;
    private final JsonMapper json;

    AssetPreview(AssetCatalog assets, AssetVersions versions, PointerStore pointers, JsonMapper json) {
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
        this.json = json;
    }

    /// Stores nothing. It does not report whether the alias `production` may move, which is decided when it does.
    ///
    /// @param check returns the document to store; throws 400 for an invalid version, with pointers relative to
    ///     the version
    /// @throws ProblemException as the calls that would apply the declaration
    public <V> DocumentDiff of(
            AssetType type, String name, AssetDeclaration<V> declared, Function<V, VersionDocument> check) {
        Optional<Asset> present = assets.find(type, name);
        Asset after = assets.preview(type, name, declared.team(), declared.draft());
        V version = declared.version();
        VersionDocument wanted = version == null ? null : checked(version, check);
        Optional<AssetVersion> newest = present.flatMap(this::newest);
        int from = newest.map(AssetVersion::number).orElse(0);
        boolean same = wanted == null
                || newest.filter(kept -> kept.digest().equals(wanted.digest())).isPresent();
        int to = same ? from : from + 1;
        refuseAliasesBeyond(to, declared.aliasesOrNone());
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        present.ifPresent(asset -> before.putAll(described(asset, pointed(asset, declared.aliasesOrNone()))));
        Map<String, @Nullable Object> then = described(after, declared.aliasesOrNone());
        if (wanted != null) {
            before.put(
                    "version",
                    newest.map(kept -> json.readTree(kept.document())).orElse(null));
            then.put("version", json.readTree(wanted.json()));
        }
        return new DocumentDiff(
                from,
                to,
                present.map(asset -> EntityTags.of(asset.revision())).orElse(null),
                DocumentDiff.changes(json.valueToTree(before), json.valueToTree(then)));
    }

    private static <V> VersionDocument checked(V version, Function<V, VersionDocument> check) {
        try {
            return check.apply(version);
        } catch (ProblemException e) {
            throw e.under("/version");
        }
    }

    private Optional<AssetVersion> newest(Asset asset) {
        int number = versions.newest(List.of(asset)).getOrDefault(asset.id(), 0);
        return number == 0 ? Optional.empty() : Optional.of(versions.get(asset, number));
    }

    private Map<String, Integer> pointed(Asset asset, Map<String, Integer> declared) {
        Map<String, Integer> aliases = new LinkedHashMap<>(pointers.aliases(asset.id()));
        aliases.keySet().retainAll(declared.keySet());
        return aliases;
    }

    private static void refuseAliasesBeyond(int newest, Map<String, Integer> aliases) {
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("An alias must point to an existing version.");
        aliases.forEach((alias, version) -> {
            if (version > newest) {
                problem.at("/aliases/" + alias, "may be at most " + newest);
            }
        });
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static Map<String, @Nullable Object> described(Asset asset, Map<String, Integer> aliases) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("team", asset.team());
        members.put("description", asset.description());
        members.put("riskTier", asset.riskTier());
        members.put("requiredSuites", asset.requiredSuites());
        members.put("tags", asset.tags().isEmpty() ? null : asset.tags());
        members.put("aliases", aliases.isEmpty() ? null : aliases);
        return members;
    }
}
