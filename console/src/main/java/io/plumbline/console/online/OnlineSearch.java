package io.plumbline.console.online;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds online evaluations by name or route.
@Component
class OnlineSearch implements SearchSource {

    private final OnlineClient evaluations;

    OnlineSearch(OnlineClient evaluations) {
        this.evaluations = evaluations;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(evaluations::list).stream()
                .filter(each -> each.name().contains(text) || each.route().contains(text))
                .map(each ->
                        new Hit("Online evaluation", each.name(), "/online-evaluations/" + each.name(), each.team()))
                .toList();
    }
}
