package io.plumbline.console.incident;

import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Finds incidents by id, by words of the title, and by the resource that they affect.
@Component
class IncidentSearch implements SearchSource {

    private final IncidentClient incidents;

    IncidentSearch(IncidentClient incidents) {
        this.incidents = incidents;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.INCIDENT_READ).isEmpty()) {
            return List.of();
        }
        MultiValueMap<String, String> all = new LinkedMultiValueMap<>();
        all.set("limit", "500");
        return incidents.list(all).items().stream()
                .filter(incident -> incident.id().toString().equals(text)
                        || incident.title().toLowerCase(Locale.ROOT).contains(text)
                        || text.equals(incident.resource().id()))
                .map(incident -> new Hit("Incident", incident.title(), "/incidents/" + incident.id(), incident.team()))
                .toList();
    }
}
