package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.connector.ConnectorTerms.Selection;
import io.plumbline.registry.knowledge.connector.run.ConnectorItem.State;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Phase;
import io.plumbline.registry.knowledge.connector.run.ItemStore.Found;
import io.plumbline.registry.knowledge.connector.run.RunCounts.Outcome;
import io.plumbline.registry.knowledge.connector.run.Transfer.Work;
import io.plumbline.registry.knowledge.connector.source.DocumentSource.Listing;
import io.plumbline.registry.knowledge.connector.source.DocumentSource.LogPage;
import io.plumbline.registry.knowledge.connector.source.SourceEntry;
import io.plumbline.registry.knowledge.connector.source.SourceException;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Lists the source of a run, page by page. A page is counted in one transaction; the position moves on after the
/// documents that came with the page are stored. A page that is listed again after a failure counts once.
@Component
class SourceListing {

    private static final Logger log = LoggerFactory.getLogger(SourceListing.class);

    private static final int MAX_SEEN = 1_000_000;
    private static final int MAX_KEY = 5_000;
    private static final int MAX_SLUG = 48;
    private static final int DIGITS = 14;

    private final RunStore runs;
    private final ItemStore items;
    private final Transfer transfer;
    private final TransactionTemplate transactions;

    SourceListing(RunStore runs, ItemStore items, Transfer transfer, PlatformTransactionManager transactionManager) {
        this.runs = runs;
        this.items = items;
        this.transfer = transfer;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// Lists the next page.
    ///
    /// @return the run after it
    OpenRun page(Work work, OpenRun run) throws SourceException {
        if (work.source().isLog() && mostOfLog(work, run) < 1) {
            return runs.save(run.at(Phase.READING, null));
        }
        Listing page = list(work, run);
        for (SourceEntry entry : page.entries()) {
            requireStorable(entry.key());
        }
        Selection selection = work.connector().terms().selection();
        Map<String, SourceEntry> entries = new LinkedHashMap<>();
        page.entries().stream()
                .filter(entry -> selection.takes(entry.key()))
                .forEach(entry -> entries.putIfAbsent(entry.key(), entry));
        if (run.counts().seen() + entries.size() > MAX_SEEN) {
            throw new SourceException(Remedy.NEXT_RUN, "too-many-documents");
        }
        OpenRun current = note(work, run, entries);
        if (work.source().listsTexts()) {
            current = take(work, current, entries);
        }
        return end(work, current, page);
    }

    /// Deletes what the log deletes, and moves on.
    private OpenRun end(Work work, OpenRun run, Listing page) {
        OpenRun current = run;
        LogPage log = page.log();
        if (log != null && !log.removed().isEmpty()) {
            Map<String, ConnectorItem> known = items.find(run.connectorId(), List.copyOf(log.removed()));
            if (!known.isEmpty()) {
                current = transfer.remove(work, run, known.values());
            }
        }
        OpenRun moved = current.at(page.next() == null ? Phase.READING : Phase.LISTING, page.next());
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (log != null) {
                runs.reached(moved, log.reached());
            }
            return runs.save(moved);
        }));
    }

    /// Returns how many documents of a log a run may still take. The position moves past whole pages only.
    private static int mostOfLog(Work work, OpenRun run) {
        RunCounts counts = run.counts();
        long stored = counts.added() + counts.changed();
        long most = Math.min(work.connector().terms().limits().mostDocuments() - stored, MAX_SEEN - counts.seen());
        return withinLimits(work, run) ? (int) most : 0;
    }

    private Listing list(Work work, OpenRun run) throws SourceException {
        try {
            if (work.source().isLog()) {
                String position = run.position() == null ? runs.reached(run) : run.position();
                return work.source().list(position, mostOfLog(work, run));
            }
            return work.source().list(run.position());
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("A connector cannot list its source");
            throw new SourceException(Remedy.RETRY, "internal-error");
        }
    }

    /// Refuses keys that the database cannot store.
    private static void requireStorable(String key) throws SourceException {
        boolean storable = !key.isEmpty()
                && key.length() <= MAX_KEY
                && key.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(key);
        if (!storable) {
            throw new SourceException(Remedy.NEXT_RUN, "id-not-usable");
        }
    }

    private OpenRun note(Work work, OpenRun run, Map<String, SourceEntry> entries) {
        Map<String, ConnectorItem> known = items.find(run.connectorId(), List.copyOf(entries.keySet()));
        List<Found> found = new ArrayList<>();
        RunCounts counts = run.counts();
        for (SourceEntry entry : entries.values()) {
            ConnectorItem item = known.get(entry.key());
            // A log may have several versions of a document. The same one comes again after a failure.
            if (item != null
                    && item.runId().equals(run.id())
                    && (!work.source().isLog() || Objects.equals(item.listed(), entry.fingerprint()))) {
                continue;
            }
            State state = state(item, entry, work.connector().terms().describingDigest());
            String id = item == null ? documentId(work.connector().name(), entry.key()) : item.documentId();
            found.add(new Found(entry, id, state));
            counts = counts.found(1);
            if (state != State.PENDING) {
                counts = counts.ended(state == State.STORED ? Outcome.UNCHANGED : Outcome.REFUSED, 0);
            }
        }
        if (found.isEmpty()) {
            return run;
        }
        OpenRun counted = run.counted(counts);
        return Objects.requireNonNull(transactions.execute(_ -> {
            items.found(run, found);
            return runs.save(counted);
        }));
    }

    private static State state(@Nullable ConnectorItem item, SourceEntry entry, String describing) {
        if (item == null || entry.fingerprint() == null || !entry.fingerprint().equals(item.fingerprint())) {
            return State.PENDING;
        }
        if (item.state() == State.REFUSED) {
            return State.REFUSED;
        }
        return item.isStored(describing) ? State.STORED : State.PENDING;
    }

    /// Stores the documents that came with the page. Those beyond the limits stay pending, except for a log.
    private OpenRun take(Work work, OpenRun run, Map<String, SourceEntry> entries) {
        OpenRun current = run;
        for (ConnectorItem item :
                items.find(run.connectorId(), List.copyOf(entries.keySet())).values()) {
            SourceEntry entry = Objects.requireNonNull(entries.get(item.key()));
            boolean due = item.state() == State.PENDING
                    && item.runId().equals(run.id())
                    && (work.source().isLog() || withinLimits(work, current));
            if (due && entry.refusal() != null) {
                current = transfer.refuse(work, current, item, entry.refusal());
            } else if (due && entry.text() != null) {
                current = transfer.take(work, current, item, entry.text());
            }
        }
        return current;
    }

    /// Whether a run may store another document.
    static boolean withinLimits(Work work, OpenRun run) {
        RunCounts counts = run.counts();
        return counts.added() + counts.changed()
                        < work.connector().terms().limits().mostDocuments()
                && counts.bytes() < work.connector().terms().limits().mostBytes();
    }

    /// Returns the id of a document: connector, last part of the key, and a digest of the key.
    static String documentId(String connector, String key) {
        String name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String slug = name.replaceAll("[^a-z0-9._-]", "-");
        String shortened = slug.length() <= MAX_SLUG ? slug : slug.substring(0, MAX_SLUG);
        return connector + "-" + shortened + "-" + SourceEntry.digest(key).substring(0, DIGITS);
    }
}
