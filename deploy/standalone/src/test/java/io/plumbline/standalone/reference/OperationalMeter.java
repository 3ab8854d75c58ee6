package io.plumbline.standalone.reference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The services' metrics other than those of calls.
enum OperationalMeter {
    JOURNAL_ADMITS(
            "gateway",
            "plumbline.gateway.journal.admits",
            Kind.GAUGE,
            "1 while calls are accepted; 0 when too many records wait in the journal, or its disk is full"),
    JOURNAL_PENDING(
            "gateway",
            "plumbline.gateway.journal.pending",
            Kind.BYTES,
            "size of the journal's records that wait for the database"),
    JOURNAL_OPEN(
            "gateway", "plumbline.gateway.journal.open", Kind.GAUGE, "calls sent to a provider and not recorded yet"),
    JOURNAL_FAILURES(
            "gateway",
            "plumbline.gateway.journal.failures",
            Kind.COUNTER,
            "entries that could not be written to the journal"),
    JOURNAL_BROKEN_OFF(
            "gateway",
            "plumbline.gateway.journal.broken.off",
            Kind.COUNTER,
            "calls interrupted when a gateway ended; their events were written from the journal"),
    JOURNAL_REJECTED(
            "gateway",
            "plumbline.gateway.journal.rejected",
            Kind.COUNTER,
            "recorded calls that cannot be stored; the journal keeps them in `.rejected` files"),
    JOURNAL_UNACCOUNTED(
            "gateway",
            "plumbline.gateway.journal.unaccounted",
            Kind.COUNTER,
            "recorded calls whose event is stored, but not their usage"),
    ENCODER(
            "gateway",
            "plumbline.gateway.guard.encoder",
            Kind.GAUGE,
            "1 while detectors use the text encoder, 0 while they use rules alone"),
    ENCODER_REFUSED(
            "gateway",
            "plumbline.gateway.guard.encoder.refused",
            Kind.COUNTER,
            "times that the encoder was overloaded or out of time, so only rules were applied"),
    GUARD_FAILURES(
            "gateway",
            "plumbline.gateway.guard.failures",
            Kind.COUNTER,
            "texts that a detector could not inspect; `decision` is the policy's reaction (`open`, `closed`)",
            "stage",
            "detector",
            "reason",
            "decision"),
    CONNECTIONS("gateway", "plumbline.gateway.upstream.connections", Kind.GAUGE, "connections to providers in use"),
    SHED(
            "gateway",
            "plumbline.gateway.upstream.shed",
            Kind.COUNTER,
            "attempts dropped because of the provider's `limits.concurrency`",
            "provider"),
    RETRIES_REFUSED(
            "gateway",
            "plumbline.gateway.upstream.retries.refused",
            Kind.COUNTER,
            "retries refused by the target's retry budget",
            "provider"),
    FALLBACKS(
            "gateway",
            "plumbline.gateway.fallbacks",
            Kind.COUNTER,
            "fallbacks to another target, by class of failure",
            "class"),
    SHADOW(
            "gateway",
            "plumbline.gateway.shadow",
            Kind.COUNTER,
            "mirrored calls: `answered`, `failed`, `dropped`",
            "outcome"),
    CACHE(
            "gateway",
            "plumbline.gateway.cache",
            Kind.COUNTER,
            "calls of routes with a cache: `hit`, `miss`, `bypass`",
            "route",
            "outcome"),
    CACHE_BYTES("gateway", "plumbline.gateway.cache.bytes", Kind.BYTES, "memory used by cached answers"),
    BUDGET_REFUSED("gateway", "plumbline.gateway.budget.refused", Kind.COUNTER, "calls refused by a budget"),
    BUDGET_WAITED(
            "gateway",
            "plumbline.gateway.budget.waited",
            Kind.COUNTER,
            "calls that needed more than this replica's lease and therefore a database query"),
    PARKED(
            "gateway",
            "plumbline.gateway.parked",
            Kind.COUNTER,
            "parked calls: `parked`, then the state at each query of their caller (`pending`, `resumed`,"
                    + " `rejected`, `expired`)",
            "stage",
            "outcome"),
    SNAPSHOT_AGE(
            "all",
            "plumbline.snapshot.age",
            Kind.SECONDS,
            "time since the last answer of a service that this one follows; `NaN` before the first answer",
            "sibling"),
    SNAPSHOT_COPY_FAILURES(
            "all",
            "plumbline.snapshot.copy.failures",
            Kind.COUNTER,
            "copies of a followed service's state that could not be written to `plumbline.snapshots.directory`",
            "sibling"),
    LOG_LEADER("governance", "plumbline.audit.log.leader", Kind.GAUGE, "1 in the replica that sequences the audit log"),
    LOG_CONSISTENT(
            "governance",
            "plumbline.audit.log.consistent",
            Kind.GAUGE,
            "0 if the log contradicts an earlier checkpoint known to this replica; signing then stops"),
    PROJECTION_LAG(
            "monitoring",
            "plumbline.projection.lag",
            Kind.GAUGE,
            "events of the log that the projection has not processed",
            "projection"),
    PROJECTION_UNREADABLE(
            "monitoring",
            "plumbline.projection.unreadable",
            Kind.COUNTER,
            "events that the projection skipped as unreadable",
            "projection"),
    ALERT_DELIVERY_FAILURES(
            "monitoring",
            "plumbline.alert.delivery.failures",
            Kind.COUNTER,
            "attempts to send messages about alerts that failed");

    private static final Pattern SERIES = Pattern.compile("# TYPE (\\S+) (\\S+)");

    private final String service;
    private final String wireName;
    private final Kind kind;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> labels;

    OperationalMeter(String service, String wireName, Kind kind, String meaning, String... labels) {
        this.service = service;
        this.wireName = wireName;
        this.kind = kind;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    private enum Kind {
        COUNTER(null),
        GAUGE(null),
        BYTES("bytes"),
        SECONDS("seconds");

        private final @Nullable String unit;

        Kind(@Nullable String unit) {
            this.unit = unit;
        }
    }

    String service() {
        return service;
    }

    String wireName() {
        return wireName;
    }

    String meaning() {
        return meaning;
    }

    List<String> labels() {
        return labels;
    }

    /// The name and type of the metric in Prometheus.
    String series() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        if (kind == Kind.COUNTER) {
            Counter.builder(wireName).register(registry).increment();
        } else {
            Gauge.builder(wireName, () -> 1).baseUnit(kind.unit).register(registry);
        }
        Matcher series = SERIES.matcher(registry.scrape());
        if (!series.find()) {
            throw new IllegalStateException("no series of " + wireName);
        }
        return "`%s` | %s".formatted(series.group(1), series.group(2));
    }
}
