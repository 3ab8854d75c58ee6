package io.plumbline.monitoring.call;

import io.plumbline.kit.web.CsvWriter;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// Writes lists of calls as CSV, page by page, so that no export is in memory as a whole.
@Component
final class CallExport {

    private static final int MOST_ROWS = 100_000;
    private static final int PAGE = 500;

    private final Calls calls;

    CallExport(Calls calls) {
        this.calls = calls;
    }

    /// Writes at most a hundred thousand calls. Touches the response only once the first page is read, so that a
    /// refused query can still be answered as a problem.
    void write(CallQuery query, CallOrder order, HttpServletResponse response) throws IOException {
        Page<ListedCall> page = calls.list(query, order, new Paging(PAGE, null));
        response.setContentType(CsvWriter.TYPE + ";charset=UTF-8");
        CsvWriter csv = new CsvWriter(response.getWriter());
        csv.row(
                "callId",
                "time",
                "team",
                "route",
                "variant",
                "target",
                "prompt",
                "environment",
                "purpose",
                "outcome",
                "status",
                "errorType",
                "callerType",
                "caller",
                "subject",
                "traceId",
                "policy",
                "categories",
                "latencyMs",
                "upstreamMs",
                "guardMs",
                "timeToFirstTokenMs",
                "inputTokens",
                "outputTokens",
                "costUsd",
                "source",
                "service");
        int rows = 0;
        while (true) {
            for (ListedCall call : page.items()) {
                row(csv, call);
            }
            rows += page.items().size();
            String next = page.nextCursor();
            if (next == null || rows >= MOST_ROWS) {
                return;
            }
            page = calls.list(query, order, new Paging(PAGE, next));
        }
    }

    private static void row(CsvWriter csv, ListedCall call) throws IOException {
        csv.row(
                call.callId(),
                call.time(),
                call.team(),
                call.route(),
                call.variant(),
                call.served().target(),
                call.served().prompt(),
                call.served().environment(),
                call.caller().purpose(),
                call.end().outcome(),
                call.end().status(),
                call.end().errorType(),
                call.caller().type(),
                call.caller().id(),
                call.caller().subject(),
                call.caller().traceId(),
                call.guards().policy(),
                String.join(" ", call.guards().categories()),
                call.timing().latencyMs(),
                call.timing().upstreamMs(),
                call.timing().guardMs(),
                call.timing().timeToFirstTokenMs(),
                call.usage().inputTokens(),
                call.usage().outputTokens(),
                call.usage().costUsd(),
                call.caller().source(),
                call.caller().service());
    }
}
