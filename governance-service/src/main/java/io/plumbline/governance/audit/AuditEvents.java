package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Searches the audit log for events of the caller's teams. Slow searches are aborted.
@Service
@Transactional(readOnly = true, timeout = AuditEvents.LONGEST_SEARCH_SECONDS)
class AuditEvents {

    static final int LONGEST_SEARCH_SECONDS = 20;

    private final AuditReader reader;
    private final PublishedLog log;
    private final Pseudonyms pseudonyms;

    AuditEvents(AuditReader reader, PublishedLog log, Pseudonyms pseudonyms) {
        this.reader = reader;
        this.log = log;
        this.pseudonyms = pseudonyms;
    }

    /// An event with its position in the log; null while it has none.
    record PlacedEvent(AuditEvent event, @Nullable Long index) {}

    /// Newest first.
    Page<AuditEvent> search(EventQuery query, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return Page.of(
                reader.search(query.filter(pseudonyms), before, paging.size() + 1),
                paging,
                event -> Cursor.of(event.id()));
    }

    /// Returns up to that many matching events, newest first, that are older than the given one.
    List<AuditEvent> next(EventQuery query, @Nullable UUID before, int most) {
        return reader.search(query.filter(pseudonyms), before, most);
    }

    PlacedEvent get(UUID id) {
        AuditEvent event = reader.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such event exists."));
        return new PlacedEvent(event, log.indexOf(id));
    }
}
