package io.plumbline.monitoring.rollout;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Paging;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The start of a page ordered by time, newest first, then by id, highest first.
///
/// @param time null for the first page
/// @param id null for the first page
public record TimeCursor(@Nullable Timestamp time, @Nullable UUID id) {

    private static final int PARTS = 2;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// @throws ProblemException 400 for a cursor of another list
    public static TimeCursor of(Paging paging) {
        return paging.after(PARTS).map(TimeCursor::of).orElse(new TimeCursor(null, null));
    }

    private static TimeCursor of(Cursor cursor) {
        try {
            Instant time = Instant.parse(cursor.text(0));
            if (time.isAfter(Instant.EPOCH) && time.isBefore(LATEST)) {
                return new TimeCursor(Timestamp.from(time), cursor.uuid(1));
            }
            throw invalid();
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    public static Cursor behind(Instant time, UUID id) {
        return Cursor.of(time, id);
    }

    /// Returns the caller's teams for a condition on a text array; null for every team.
    public static String @Nullable [] teams() {
        return Tenancy.teams()
                .map(Set::stream)
                .map(teams -> teams.toArray(String[]::new))
                .orElse(null);
    }

    private static ProblemException invalid() {
        return RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
    }
}
