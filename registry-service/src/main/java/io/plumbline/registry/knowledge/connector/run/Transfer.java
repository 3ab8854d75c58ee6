package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.run.ConnectorItem.State;
import io.plumbline.registry.knowledge.connector.run.RunCounts.Outcome;
import io.plumbline.registry.knowledge.connector.run.RunStore.LostRunException;
import io.plumbline.registry.knowledge.connector.source.ConnectorProperties;
import io.plumbline.registry.knowledge.connector.source.DocumentSource;
import io.plumbline.registry.knowledge.connector.source.FetchedFile;
import io.plumbline.registry.knowledge.connector.source.SourceEntry;
import io.plumbline.registry.knowledge.connector.source.SourceException;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.document.DocumentDescription;
import io.plumbline.registry.knowledge.document.SourceDocuments;
import io.plumbline.registry.knowledge.extraction.DocumentFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings one document from its source into the knowledge base. The document, what the connector knows about it and
/// the counts of the run change in one transaction, so the counts add up wherever a replica dies.
@Component
class Transfer {

    /// Attempts at a document, or at the list of a source, in one run.
    static final int MAX_ATTEMPTS = 4;

    private static final Logger log = LoggerFactory.getLogger(Transfer.class);
    private static final int PAUSE_GROWTH = 8;

    /// Stands for a run that found nothing.
    private static final UUID NOWHERE = new UUID(0, 0);

    private final RunStore runs;
    private final ItemStore items;
    private final SourceDocuments documents;
    private final Duration firstPause;
    private final Clock clock;
    private final TransactionTemplate transactions;

    Transfer(
            RunStore runs,
            ItemStore items,
            SourceDocuments documents,
            ConnectorProperties properties,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.runs = runs;
        this.items = items;
        this.documents = documents;
        this.firstPause = properties.firstPause();
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// A connector whose source is open.
    record Work(Connector connector, KnowledgeBase base, DocumentSource source) {}

    /// Gives a file, unless the document has not changed.
    @FunctionalInterface
    private interface Read {
        @Nullable
        FetchedFile file() throws SourceException;
    }

    /// The pause after a number of failed attempts.
    Duration pause(int failures) {
        return firstPause.multipliedBy((long) Math.pow(PAUSE_GROWTH, failures - 1));
    }

    /// Reads a pending document from its source.
    ///
    /// @return the run with its new counts
    /// @throws LostRunException if another replica works on the run
    OpenRun fetch(Work work, OpenRun run, ConnectorItem item) {
        if (work.source().isLog()) {
            return attempt(work, run, item, () -> work.source().fetch(item.key(), item.listed()));
        }
        boolean known = item.isStored(work.connector().terms().describingDigest());
        return attempt(work, run, item, () -> work.source().fetch(item.key(), known ? item.fingerprint() : null));
    }

    /// Takes a pending document that came with the list of its source.
    ///
    /// @return the run with its new counts
    /// @throws LostRunException if another replica works on the run
    OpenRun take(Work work, OpenRun run, ConnectorItem item, SourceEntry.Text text) {
        return attempt(work, run, item, () -> FetchedFile.of(text));
    }

    /// Refuses a pending document that is unsuitable.
    ///
    /// @return the run with its new counts
    /// @throws LostRunException if another replica works on the run
    OpenRun refuse(Work work, OpenRun run, ConnectorItem item, String reason) {
        return failed(work, run, item, new SourceException(Remedy.DOCUMENT, reason));
    }

    /// Deletes documents that the source no longer has from the knowledge base.
    ///
    /// @return the run with its new counts
    /// @throws LostRunException if another replica works on the run
    OpenRun remove(Work work, OpenRun run, Collection<ConnectorItem> gone) {
        return change(() -> {
            int removed = 0;
            for (ConnectorItem item : gone) {
                boolean stored = item.digest() != null && documents.delete(work.base(), item.documentId());
                removed += stored ? 1 : 0;
                items.forget(item);
            }
            return runs.save(run.counted(run.counts().removed(removed)));
        });
    }

    private OpenRun attempt(Work work, OpenRun run, ConnectorItem item, Read read) {
        try (FetchedFile file = read.file()) {
            return file == null ? unchanged(work, run, item, item.fingerprint()) : store(work, run, item, file);
        } catch (SourceException e) {
            return failed(work, run, item, e);
        } catch (LostRunException | DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("A connector cannot read a document");
            return failed(work, run, item, new SourceException(Remedy.RETRY, "internal-error"));
        }
    }

    private OpenRun unchanged(Work work, OpenRun run, ConnectorItem item, @Nullable String fingerprint) {
        return change(() -> {
            items.stored(
                    item,
                    item.listed() == null ? fingerprint : item.listed(),
                    Objects.requireNonNull(item.digest()),
                    work.connector().terms().describingDigest());
            return runs.save(run.counted(run.counts().ended(Outcome.UNCHANGED, 0)));
        });
    }

    private OpenRun store(Work work, OpenRun run, ConnectorItem item, FetchedFile file) throws SourceException {
        String fingerprint = file.origin().fingerprint();
        if (file.bytes() == 0) {
            throw new SourceException(Remedy.DOCUMENT, "empty");
        }
        if (file.digest().equals(item.digest())
                && item.isStored(work.connector().terms().describingDigest())) {
            return unchanged(work, run, item, fingerprint);
        }
        String fileName = SourceDocuments.displayName(file.origin().fileName());
        DocumentFormat format = DocumentFormat.of(fileName, file.origin().mediaType())
                .orElseThrow(() -> new SourceException(Remedy.DOCUMENT, "unknown-format"));
        List<String> readers = work.connector().terms().readers();
        DocumentDescription description = new DocumentDescription(
                fileName,
                format,
                file.bytes(),
                file.digest(),
                work.connector().terms().tags(),
                readers,
                List.of());
        Outcome outcome = item.digest() == null ? Outcome.ADDED : Outcome.CHANGED;
        try (InputStream content = file.open()) {
            return change(() -> {
                documents.store(
                        work.base(),
                        item.documentId(),
                        description,
                        work.connector().updatedBy(),
                        content);
                items.stored(
                        item,
                        item.listed() == null ? fingerprint : item.listed(),
                        file.digest(),
                        work.connector().terms().describingDigest());
                return runs.save(run.counted(run.counts().ended(outcome, file.bytes())));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a temporary file", e);
        }
    }

    private OpenRun failed(Work work, OpenRun run, ConnectorItem item, SourceException e) {
        boolean again = e.remedy() == Remedy.RETRY
                && item.attempts() + 1 < MAX_ATTEMPTS
                && !work.source().listsTexts();
        return change(() -> {
            if (again) {
                items.later(item, e.reason(), clock.instant().plus(pause(item.attempts() + 1)));
                return runs.save(run);
            }
            return switch (e.remedy()) {
                case GONE -> {
                    items.gone(item, NOWHERE);
                    yield runs.save(run.counted(run.counts().gone()));
                }
                case DOCUMENT -> {
                    items.ended(item, State.REFUSED, e.reason());
                    yield runs.save(run.counted(run.counts().ended(Outcome.REFUSED, 0)));
                }
                case RETRY, NEXT_RUN -> {
                    items.ended(item, State.FAILED, e.reason());
                    yield runs.save(run.counted(run.counts().ended(Outcome.FAILED, 0)));
                }
            };
        });
    }

    private OpenRun change(Supplier<OpenRun> change) {
        return Objects.requireNonNull(transactions.execute(_ -> change.get()));
    }
}
