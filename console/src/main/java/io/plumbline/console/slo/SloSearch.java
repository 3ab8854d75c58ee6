package io.plumbline.console.slo;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds objectives by name or route.
@Component
class SloSearch implements SearchSource {

    private final SloClient slos;

    SloSearch(SloClient slos) {
        this.slos = slos;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(slos::list).stream()
                .filter(slo -> slo.name().contains(text) || slo.route().contains(text))
                .map(slo -> new Hit("Objective", slo.name(), "/slos/" + slo.name(), slo.team()))
                .toList();
    }
}
