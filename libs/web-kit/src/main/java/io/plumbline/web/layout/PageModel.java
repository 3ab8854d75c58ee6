package io.plumbline.web.layout;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Adds the layout's data to each page: the navigation and the signed-in user.
@ControllerAdvice(annotations = Controller.class)
public final class PageModel {

    private final UtcTimes utc = new UtcTimes();
    private final Navigation navigation;
    private final ResourcePages pages;
    private final String service;

    public PageModel(Navigation navigation, ResourcePages pages, String service) {
        this.navigation = navigation;
        this.pages = pages;
        this.service = service;
    }

    @ModelAttribute("navigation")
    List<Navigation.Link> navigation() {
        return navigation.links(Callers.find().orElse(null));
    }

    @ModelAttribute("service")
    String service() {
        return service;
    }

    @ModelAttribute("utc")
    UtcTimes utc() {
        return utc;
    }

    @ModelAttribute("pages")
    ResourcePages pages() {
        return pages;
    }

    /// Returns the teams and roles of the signed-in user as one line; null if nobody is signed in.
    @ModelAttribute("signedIn")
    @Nullable
    String signedIn() {
        return Callers.find().map(PageModel::describe).orElse(null);
    }

    /// Returns all layout data, for a page without a controller.
    public Map<String, Object> all() {
        Map<String, Object> all = new HashMap<>();
        all.put("navigation", navigation());
        all.put("service", service());
        all.put("utc", utc());
        all.put("pages", pages());
        all.put("signedIn", signedIn());
        return all;
    }

    private static String describe(Caller caller) {
        StringBuilder text = new StringBuilder();
        caller.grants()
                .forEach((team, roles) -> roles.forEach(role -> text.append(text.isEmpty() ? "" : ", ")
                        .append(role.code())
                        .append(team.equals(Caller.EVERY_TEAM) ? "" : " of " + team)));
        return text.toString();
    }
}
