package io.plumbline.console.judge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// The scales of rubrics.
@ServiceApi(RemoteService.EVAL)
interface RubricScales {

    @GetExchange("/api/v1/rubrics/{name}/versions/{version}")
    Scaled version(@PathVariable String name, @PathVariable int version);

    /// A rubric.
    record Scaled(Scale scale) {}

    /// The levels of a rubric.
    record Scale(int min) {}
}
