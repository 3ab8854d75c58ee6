package io.plumbline.console.suite;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds suites by name.
@Component
class SuiteSearch implements SearchSource {

    private final SuiteClient suites;

    SuiteSearch(SuiteClient suites) {
        this.suites = suites;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(suites::list).stream()
                .filter(suite -> suite.name().contains(text))
                .map(suite -> new Hit("Suite", suite.name(), "/suites/" + suite.name(), suite.team()))
                .toList();
    }
}
