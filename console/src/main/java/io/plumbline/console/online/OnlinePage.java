package io.plumbline.console.online;

import io.plumbline.console.online.OnlineClient.Evaluation;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Submission;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// The page of an online evaluation: the calls of the last week, and the means by version; its deletion.
@Controller
@RequestMapping("/online-evaluations/{name}")
class OnlinePage {

    private final OnlineClient evaluations;

    OnlinePage(OnlineClient evaluations) {
        this.evaluations = evaluations;
    }

    @GetMapping
    @RequiresPermission(Permission.JUDGE_READ)
    String show(@PathVariable String name, Model model) {
        Evaluation evaluation = evaluations.get(name);
        model.addAttribute("evaluation", evaluation);
        model.addAttribute("mayChange", Callers.current().may(Permission.JUDGE_WRITE, evaluation.team()));
        model.addAttribute("mayEdit", OnlineEditPages.mayWrite(evaluation.team()));
        return "console/online/show";
    }

    @GetMapping("/delete")
    @RequiresPermission(Permission.JUDGE_WRITE)
    String confirmDeletion(@PathVariable String name, Model model) {
        model.addAttribute(
                Confirmation.ATTRIBUTE,
                new Confirmation(
                        "Delete online evaluation " + name + "?",
                        "Plumbline stops scoring live calls with it, and deletes its scores. The scores in the audit"
                                + " log and in the windows of calls remain.",
                        "/online-evaluations/" + name + "/delete",
                        "Delete",
                        true,
                        "/online-evaluations/" + name,
                        Map.of(),
                        false));
        return Confirmation.VIEW;
    }

    @PostMapping("/delete")
    @RequiresPermission(Permission.JUDGE_WRITE)
    ModelAndView delete(@PathVariable String name) {
        return Submission.action(
                "/online-evaluations", "Online evaluation " + name + " is deleted.", () -> evaluations.remove(name));
    }
}
