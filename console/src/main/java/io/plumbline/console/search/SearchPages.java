package io.plumbline.console.search;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.kit.security.OpenToAll;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The results of a search, from all sources at once.
@Controller
class SearchPages {

    private static final int MOST_OF_A_SOURCE = 20;

    private final List<SearchSource> sources;
    private final Parts parts;

    SearchPages(List<SearchSource> sources, Parts parts) {
        this.sources = List.copyOf(sources);
        this.parts = parts;
    }

    @GetMapping("/search")
    @OpenToAll
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        String text = q.strip().toLowerCase(Locale.ROOT);
        List<Parts.Loading<List<SearchSource.Hit>>> loading = text.isEmpty()
                ? List.of()
                : sources.stream()
                        .map(source -> parts.load(() -> source.find(text)))
                        .toList();
        List<LoadedPart<List<SearchSource.Hit>>> found =
                loading.stream().map(Parts.Loading::get).toList();
        model.addAttribute("q", q.strip());
        model.addAttribute(
                "absent",
                found.stream().filter(part -> part.unavailable() != null).toList());
        model.addAttribute(
                "hits",
                found.stream()
                        .flatMap(part -> part.value() == null
                                ? Stream.empty()
                                : part.value().stream().limit(MOST_OF_A_SOURCE))
                        .toList());
        return "console/search";
    }
}
