package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A model or prompt without its versions. Type, name and team never change. The remainder is replaced as a
/// whole.
@Entity
@Table(name = "asset")
public class Asset {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private AssetType type;

    private String team;
    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    private RiskTier riskTier;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<String> requiredSuites;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> tags;

    @OptimisticLock(excluded = true)
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Loosening loosening;

    /// Suite → since when it is required, if later than the creation of the asset.
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Instant> requiredSince;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected Asset() {}

    Asset(UUID id, AssetType type, String team, String name, AssetDraft draft, Instant now) {
        this.id = id;
        this.type = type;
        this.team = team;
        this.name = name;
        this.description = draft.description();
        this.riskTier = draft.riskTier();
        this.requiredSuites = draft.requiredSuites();
        this.tags = draft.tags();
        this.requiredSince = Map.of();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /// Replaces the editable part; returns false if nothing differs.
    boolean revise(AssetDraft draft, Instant now) {
        if (draft().equals(draft)) {
            return false;
        }
        List<String> before = suitesInForce();
        loosening = Loosening.after(loosening, draft(), draft, now);
        description = draft.description();
        riskTier = draft.riskTier();
        requiredSuites = draft.requiredSuites();
        tags = draft.tags();
        requiredSince = requiredSince(before, now);
        updatedAt = now;
        return true;
    }

    private Map<String, Instant> requiredSince(List<String> before, Instant now) {
        Map<String, Instant> since = new TreeMap<>(requiredSince);
        since.keySet().retainAll(suitesInForce());
        suitesInForce().stream().filter(suite -> !before.contains(suite)).forEach(suite -> since.put(suite, now));
        return since;
    }

    AssetDraft draft() {
        return new AssetDraft(description, riskTier, List.copyOf(requiredSuites), Map.copyOf(tags));
    }

    public UUID id() {
        return id;
    }

    public AssetType type() {
        return type;
    }

    public String team() {
        return team;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    public RiskTier riskTier() {
        return riskTier;
    }

    public List<String> requiredSuites() {
        return List.copyOf(requiredSuites);
    }

    /// Returns the suites that a production version must pass: the required suites, and those required before the
    /// rules were loosened without an approval since. Sorted.
    public List<String> suitesInForce() {
        TreeSet<String> suites = new TreeSet<>(requiredSuites);
        loosening().ifPresent(loosened -> suites.addAll(loosened.droppedSuites()));
        return List.copyOf(suites);
    }

    /// Returns since when a suite is required; the epoch if it always was.
    public Instant requiredSince(String suite) {
        return requiredSince.getOrDefault(suite, Instant.EPOCH);
    }

    public Map<String, String> tags() {
        return Map.copyOf(tags);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /// Returns the loosening of the promotion rules that no approved promotion has covered yet.
    public Optional<Loosening> loosening() {
        return Optional.ofNullable(loosening);
    }

    /// Returns the number of approvers for a promotion: that of the strictest risk tier since the last promotion.
    public int approvers() {
        return tierInForce().approvers();
    }

    /// Returns the strictest risk tier since the last approved promotion.
    public RiskTier tierInForce() {
        return loosening == null ? riskTier : riskTier.or(loosening.strictestTier());
    }

    /// Accepts the current rules after a promotion approved under them.
    public void settleRules() {
        loosening = null;
    }

    /// Returns the number of edits, which is the asset's entity tag.
    public long revision() {
        return revision == null ? 0 : revision;
    }
}
