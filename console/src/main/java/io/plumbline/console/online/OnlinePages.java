package io.plumbline.console.online;

import io.plumbline.console.online.OnlineClient.Evaluation;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of online evaluations with their status.
@Controller
@ConsolePage(
        section = Section.EVALUATION,
        label = "Live calls",
        path = "/online-evaluations",
        permission = Permission.JUDGE_READ,
        order = 45,
        docs = "guides/evaluate-live-calls.md")
class OnlinePages {

    private final OnlineClient evaluations;

    OnlinePages(OnlineClient evaluations) {
        this.evaluations = evaluations;
    }

    @GetMapping("/online-evaluations")
    @RequiresPermission(Permission.JUDGE_READ)
    String list(
            Model model, @ModelAttribute("scope") Scope scope, @RequestParam(required = false) @Nullable String sort) {
        Listing<Evaluation> all = Listing.read(evaluations::list);
        Column<Evaluation> columns = Column.<Evaluation>sorted(sort, "name", "/online-evaluations")
                .largestFirst("scored")
                .by("name", Comparator.comparing(Evaluation::name))
                .by("route", Comparator.comparing(Evaluation::route))
                .by("scored", Comparator.comparingLong(each -> each.status().scored()));
        all.show(all.stream().filter(each -> scope.includes(each.team())).toList(), columns, model);
        model.addAttribute(
                "mayCreate",
                !Callers.current().teamsWith(Permission.JUDGE_WRITE).isEmpty()
                        && !Callers.current()
                                .teamsWith(Permission.CALL_CONTENT_READ)
                                .isEmpty());
        return "console/online/list";
    }
}
