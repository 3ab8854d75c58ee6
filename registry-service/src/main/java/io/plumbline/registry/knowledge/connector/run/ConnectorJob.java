package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.ConnectorSecrets;
import io.plumbline.registry.knowledge.connector.ConnectorStore;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Phase;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.State;
import io.plumbline.registry.knowledge.connector.run.RunStore.LostRunException;
import io.plumbline.registry.knowledge.connector.run.Transfer.Work;
import io.plumbline.registry.knowledge.connector.source.DocumentSource;
import io.plumbline.registry.knowledge.connector.source.SourceException;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Works on runs, one slice of time after the other, as the worker role. All progress is in the database, so any
/// replica continues a run where another one stopped. A replica that was taken for dead but is not fails at its next
/// write.
@Component
class ConnectorJob {

    private static final Duration SLICE = Duration.ofSeconds(20);
    private static final Duration LONGEST_RUN = Duration.ofDays(1);
    private static final int BATCH = 50;

    private final Definitions definitions;
    private final RunStore runs;
    private final ItemStore items;
    private final Transfer transfer;
    private final SourceListing listing;
    private final RunEnd ending;
    private final Clock clock;

    ConnectorJob(
            Definitions definitions,
            RunStore runs,
            ItemStore items,
            Transfer transfer,
            SourceListing listing,
            RunEnd ending,
            Clock clock) {
        this.definitions = definitions;
        this.runs = runs;
        this.items = items;
        this.transfer = transfer;
        this.listing = listing;
        this.ending = ending;
        this.clock = clock;
    }

    /// The connectors, and access to their sources.
    @Component
    record Definitions(
            KnowledgeBaseCatalog bases, ConnectorStore connectors, ConnectorSecrets secrets, Sources sources) {

        private DocumentSource open(Connector connector) throws SourceException {
            Map<String, String> values;
            try {
                values = secrets.of(connector.id());
            } catch (IllegalStateException e) {
                throw new SourceException(Remedy.NEXT_RUN, "secrets-not-readable");
            }
            return sources.open(connector.terms().source(), values);
        }
    }

    /// A slice of a run, and the run as it was stored last.
    private static final class Slice {

        private final Instant until;
        private OpenRun run;

        Slice(OpenRun run, Instant until) {
            this.run = run;
            this.until = until;
        }
    }

    /// Works on a run for a while.
    ///
    /// @return when to continue; empty if the run has ended, or another replica works on it
    Optional<Instant> work(UUID id) {
        Optional<OpenRun> open = runs.open(id);
        Optional<Connector> connector =
                open.flatMap(run -> definitions.connectors().find(run.connectorId()));
        Optional<KnowledgeBase> base =
                connector.flatMap(each -> definitions.bases().find(each.baseId()));
        return base.isEmpty() ? Optional.empty() : work(base.get(), connector.orElseThrow(), open.orElseThrow());
    }

    private Optional<Instant> work(KnowledgeBase base, Connector connector, OpenRun run) {
        Slice slice = new Slice(run, clock.instant().plus(SLICE));
        try {
            requireCurrent(connector, run);
            try (DocumentSource source = definitions.open(connector)) {
                return advance(new Work(connector, base, source), slice);
            }
        } catch (SourceException e) {
            return failed(base, connector, slice.run, e);
        } catch (LostRunException e) {
            return Optional.empty();
        }
    }

    private void requireCurrent(Connector connector, OpenRun run) throws SourceException {
        if (!connector.terms().enabled()) {
            throw new SourceException(Remedy.NEXT_RUN, "connector-disabled");
        }
        if (!connector.terms().readingDigest().equals(run.reading())) {
            throw new SourceException(Remedy.NEXT_RUN, "connector-changed");
        }
        if (clock.instant().isAfter(run.startedAt().plus(LONGEST_RUN))) {
            throw new SourceException(Remedy.NEXT_RUN, "run-too-long");
        }
    }

    private Optional<Instant> advance(Work work, Slice slice) throws SourceException {
        while (clock.instant().isBefore(slice.until)) {
            switch (slice.run.phase()) {
                case LISTING -> slice.run = listing.page(work, slice.run);
                case READING -> {
                    Optional<Instant> later = read(work, slice);
                    if (later.isPresent()) {
                        return later;
                    }
                }
                case REMOVING -> {
                    Optional<OpenRun> removed = ending.remove(work, slice.run);
                    if (removed.isEmpty()) {
                        ending.end(work.base(), work.connector(), slice.run, State.COMPLETED);
                        return Optional.empty();
                    }
                    slice.run = removed.get();
                }
            }
        }
        return Optional.of(clock.instant());
    }

    /// Reads some documents.
    ///
    /// @return when the next one is due, if none is now
    private Optional<Instant> read(Work work, Slice slice) {
        boolean reads = work.source().isLog() || !work.source().listsTexts();
        boolean more = slice.run.counts().pending() > 0 && reads && SourceListing.withinLimits(work, slice.run);
        Optional<Instant> next = more ? items.nextAttempt(slice.run.id()) : Optional.empty();
        if (next.isEmpty()) {
            slice.run = runs.save(slice.run.at(Phase.REMOVING, null));
            return Optional.empty();
        }
        if (next.get().isAfter(clock.instant())) {
            return next;
        }
        for (ConnectorItem item : items.due(slice.run.id(), BATCH)) {
            if (!SourceListing.withinLimits(work, slice.run) || clock.instant().isAfter(slice.until)) {
                break;
            }
            slice.run = transfer.fetch(work, slice.run, item);
        }
        return Optional.empty();
    }

    /// Repeats a failed attempt at the source later, or ends the run.
    private Optional<Instant> failed(KnowledgeBase base, Connector connector, OpenRun run, SourceException e) {
        OpenRun failed = run.failed(e.reason());
        try {
            if (e.remedy() == Remedy.RETRY && failed.failures() < Transfer.MAX_ATTEMPTS) {
                runs.save(failed);
                return Optional.of(clock.instant().plus(transfer.pause(failed.failures())));
            }
            ending.end(base, connector, failed, State.FAILED);
            return Optional.empty();
        } catch (LostRunException lost) {
            return Optional.empty();
        }
    }
}
