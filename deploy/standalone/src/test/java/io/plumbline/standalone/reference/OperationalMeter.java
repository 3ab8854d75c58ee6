package io.plumbline.standalone.reference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What services measure beside calls.
enum OperationalMeter {
    JOURNAL_ADMITS(
            "gateway",
            "plumbline.gateway.journal.admits",
            Kind.GAUGE,
            "1 while calls are taken; 0 when too much waits in the journal, or its disk is full"),
    JOURNAL_PENDING(
            "gateway", "plumbline.gateway.journal.pending", Kind.BYTES, "what waits in the journal for the database"),
    JOURNAL_OPEN(
            "gateway",
            "plumbline.gateway.journal.open",
            Kind.GAUGE,
            "calls that have left for a provider and are not yet recorded"),
    JOURNAL_FAILURES(
            "gateway",
            "plumbline.gateway.journal.failures",
            Kind.COUNTER,
            "entries that could not be written to the journal"),
    JOURNAL_BROKEN_OFF(
            "gateway",
            "plumbline.gateway.journal.broken.off",
            Kind.COUNTER,
            "calls that a gateway broke off when it ended, and that were given their event from what was noted of them"),
    JOURNAL_REJECTED(
            "gateway",
            "plumbline.gateway.journal.rejected",
            Kind.COUNTER,
            "recorded calls that cannot be stored at all: they are kept in `.rejected` files of the journal"),
    JOURNAL_UNACCOUNTED(
            "gateway",
            "plumbline.gateway.journal.unaccounted",
            Kind.COUNTER,
            "recorded calls whose event is stored and whose usage is not"),
    ENCODER(
            "gateway",
            "plumbline.gateway.guard.encoder",
            Kind.GAUGE,
            "1 while detectors use the text encoder, 0 while they go by rules alone"),
    ENCODER_REFUSED(
            "gateway",
            "plumbline.gateway.guard.encoder.refused",
            Kind.COUNTER,
            "times that the encoder was overloaded or out of time, so that rules alone were left"),
    GUARD_FAILURES(
            "gateway",
            "plumbline.gateway.guard.failures",
            Kind.COUNTER,
            "texts on which a detector gave no answer; `decision` is what the policy made of it (`open`, `closed`)",
            "stage",
            "detector",
            "reason",
            "decision"),
    CONNECTIONS(
            "gateway",
            "plumbline.gateway.upstream.connections",
            Kind.GAUGE,
            "connections to providers that calls hold"),
    SHED(
            "gateway",
            "plumbline.gateway.upstream.shed",
            Kind.COUNTER,
            "attempts for which the provider's `limits.concurrency` had no place",
            "provider"),
    RETRIES_REFUSED(
            "gateway",
            "plumbline.gateway.upstream.retries.refused",
            Kind.COUNTER,
            "retries that the target's retry budget did not allow",
            "provider"),
    FALLBACKS(
            "gateway",
            "plumbline.gateway.fallbacks",
            Kind.COUNTER,
            "times that another target was asked, by the class of failure",
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
    CACHE_BYTES("gateway", "plumbline.gateway.cache.bytes", Kind.BYTES, "memory that cached answers take"),
    BUDGET_REFUSED("gateway", "plumbline.gateway.budget.refused", Kind.COUNTER, "calls that a budget has refused"),
    BUDGET_WAITED(
            "gateway",
            "plumbline.gateway.budget.waited",
            Kind.COUNTER,
            "calls for which this replica had leased too little, so that the database was asked"),
    PARKED(
            "gateway",
            "plumbline.gateway.parked",
            Kind.COUNTER,
            "parked calls: `parked`, then each time that their caller asks, how they stand (`pending`, `resumed`,"
                    + " `rejected`, `expired`)",
            "stage",
            "outcome"),
    SNAPSHOT_AGE(
            "all",
            "plumbline.snapshot.age",
            Kind.SECONDS,
            "since a service that this one follows was last heard of; `NaN` before the first time",
            "sibling"),
    SNAPSHOT_COPY_FAILURES(
            "all",
            "plumbline.snapshot.copy.failures",
            Kind.COUNTER,
            "copies of a followed service's state that could not be written to `plumbline.snapshots.directory`",
            "sibling"),
    LOG_LEADER(
            "governance",
            "plumbline.audit.log.leader",
            Kind.GAUGE,
            "1 in the one replica that sequences the audit log"),
    LOG_CONSISTENT(
            "governance",
            "plumbline.audit.log.consistent",
            Kind.GAUGE,
            "0 when the log does not continue what was signed"
                    + " before, as far as this replica knows; nothing is signed then"),
    PROJECTION_LAG(
            "monitoring",
            "plumbline.projection.lag",
            Kind.GAUGE,
            "events of the log that the projection has not taken in",
            "projection"),
    PROJECTION_UNREADABLE(
            "monitoring",
            "plumbline.projection.unreadable",
            Kind.COUNTER,
            "events that the projection could not use and left out",
            "projection");

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

    /// The name and type under which Prometheus has it.
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
