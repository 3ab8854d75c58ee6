package io.plumbline.console.judge;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds judges by name.
@Component
class JudgeSearch implements SearchSource {

    private final JudgeClient judges;

    JudgeSearch(JudgeClient judges) {
        this.judges = judges;
    }

    @Override
    public List<Hit> find(String text) {
        return Listing.read(judges::list).stream()
                .filter(judge -> judge.name().contains(text))
                .map(judge -> new Hit("Judge", judge.name(), "/judges/" + judge.name(), judge.team()))
                .toList();
    }
}
