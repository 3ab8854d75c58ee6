package io.plumbline.console.audit;

import io.plumbline.console.api.Parts;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Finds events by id.
@Component
class AuditSearch implements SearchSource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final AuditClient audit;

    AuditSearch(AuditClient audit) {
        this.audit = audit;
    }

    @Override
    public List<Hit> find(String text) {
        if (!ID.matcher(text).matches()
                || Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty()) {
            return List.of();
        }
        Map<String, Object> event =
                Parts.now(() -> audit.event(UUID.fromString(text))).value();
        return event == null
                ? List.of()
                : List.of(new Hit(
                        "Audit event",
                        String.valueOf(event.getOrDefault("action", "entry")),
                        "/audit/" + text,
                        String.valueOf(event.get("team"))));
    }
}
