package io.plumbline.console.knowledge;

import io.plumbline.console.knowledge.KnowledgeClient.Contents;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.page.Tab;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Loads a knowledge base, and puts into the model of its page whatever `console/knowledge/head` shows above each tab.
@Component
class KnowledgeBaseHead {

    static final String PATH = "/knowledge-bases";
    static final String OVERVIEW = "Overview";
    static final String DOCUMENTS = "Documents";
    static final String QUARANTINE = "Quarantine";
    static final String SEARCH = "Search";
    static final String CONNECTORS = "Connectors";
    static final String RERANKER = "Reranker";

    private final KnowledgeClient bases;

    KnowledgeBaseHead(KnowledgeClient bases) {
        this.bases = bases;
    }

    static String page(String name) {
        return PATH + "/" + name;
    }

    /// @param tab the label of the current tab
    KnowledgeBase load(String name, String tab, Model model) {
        KnowledgeBase base = bases.get(name);
        Caller caller = Callers.current();
        model.addAttribute("base", base);
        model.addAttribute("tabs", tabs(base, tab));
        model.addAttribute("mayWrite", caller.may(Permission.KNOWLEDGE_WRITE, base.team()));
        model.addAttribute("mayRelease", caller.may(Permission.KNOWLEDGE_RELEASE, base.team()));
        return base;
    }

    private static List<Tab> tabs(KnowledgeBase base, String current) {
        Contents contents = base.contents();
        long waiting = contents.in("QUARANTINED");
        return List.of(
                tab(base, OVERVIEW, "", current, null),
                tab(base, DOCUMENTS, "/documents", current, Math.toIntExact(contents.documents())),
                tab(base, QUARANTINE, "/quarantine", current, waiting == 0 ? null : Math.toIntExact(waiting)),
                tab(base, SEARCH, "/search", current, null),
                tab(base, CONNECTORS, "/connectors", current, null),
                tab(base, RERANKER, "/reranker", current, null));
    }

    private static Tab tab(KnowledgeBase base, String label, String path, String current, @Nullable Integer count) {
        return new Tab(label, page(base.name()) + path, label.equals(current), count);
    }
}
