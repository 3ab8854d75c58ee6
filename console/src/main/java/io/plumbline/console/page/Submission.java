package io.plumbline.console.page;

import io.plumbline.console.api.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/// The outcomes of a submitted form: on to the next page with a message, or the form again with its errors.
public final class Submission {

    static final String FLASH = "flash";

    private Submission() {}

    /// A message on the next page.
    ///
    /// @param kind `good` or `bad`, a style
    /// @param approvalId an approval that the message links to; may be null
    public record Flash(
            String kind,
            String text,
            @org.jspecify.annotations.Nullable String detail,
            @org.jspecify.annotations.Nullable String approvalId)
            implements java.io.Serializable {}

    /// Calls the service and goes to the page whose address the call returns. If the service refuses the input, the
    /// form is shown again, with the errors at its fields.
    ///
    /// @param form the template of the form
    /// @param model what the template needs, the submitted values included
    /// @param done the message on the next page
    public static ModelAndView of(String form, Map<String, ?> model, String done, Supplier<String> call) {
        try {
            String next = call.get();
            return redirect(next, new Flash("good", done, null, null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return again(form, model, FormErrors.of(problem));
        }
    }

    /// Shows a form again, with errors found here.
    public static ModelAndView again(String form, Map<String, ?> model, FormErrors errors) {
        return new ModelAndView(form, model, HttpStatus.UNPROCESSABLE_CONTENT).addObject("errors", errors);
    }

    /// Calls the service and returns to a page with the outcome as a message. For buttons, which have no form of
    /// their own to show errors in.
    ///
    /// @param page the address of the page
    public static ModelAndView action(String page, String done, Runnable call) {
        try {
            call.run();
            return redirect(page, new Flash("good", done, null, null));
        } catch (ApiProblem problem) {
            if (!problem.isAboutTheRequest()) {
                throw problem;
            }
            return redirect(page, new Flash("bad", problem.title() + ".", problem.detail(), problem.approvalId()));
        }
    }

    /// Goes to a page with a message.
    public static ModelAndView redirect(String page, Flash flash) {
        HttpServletRequest request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
        FlashMap next = Objects.requireNonNull(RequestContextUtils.getOutputFlashMap(request));
        next.put(FLASH, flash);
        RedirectView view = new RedirectView(page, true, false);
        view.setExposeModelAttributes(false);
        view.setPropagateQueryParams(false);
        return new ModelAndView(view);
    }
}
