package io.plumbline.console.knowledge;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Finds knowledge bases by name.
@Component
class KnowledgeBaseSearch implements SearchSource {

    private final KnowledgeClient bases;

    KnowledgeBaseSearch(KnowledgeClient bases) {
        this.bases = bases;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.KNOWLEDGE_READ).isEmpty()) {
            return List.of();
        }
        return Listing.read(bases::list).stream()
                .filter(base -> base.name().contains(text))
                .map(base -> new Hit(
                        "Knowledge base",
                        base.name(),
                        KnowledgeBaseHead.page(base.name()),
                        String.format(
                                Locale.ENGLISH,
                                "%s · %,d documents",
                                base.team(),
                                base.contents().documents())))
                .toList();
    }
}
