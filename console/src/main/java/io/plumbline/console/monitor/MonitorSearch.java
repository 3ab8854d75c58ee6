package io.plumbline.console.monitor;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds monitors by name or route.
@Component
class MonitorSearch implements SearchSource {

    private final MonitorClient monitors;

    MonitorSearch(MonitorClient monitors) {
        this.monitors = monitors;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(monitors::list).stream()
                .filter(monitor ->
                        monitor.name().contains(text) || monitor.route().contains(text))
                .map(monitor -> new Hit("Monitor", monitor.name(), "/monitors/" + monitor.name(), monitor.team()))
                .toList();
    }
}
