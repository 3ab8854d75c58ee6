package io.plumbline.console.dataset;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The suites that use datasets.
@ServiceApi(RemoteService.EVAL)
interface SuiteUseClient {

    @GetExchange("/api/v1/suites")
    Page<Suite> list(@RequestParam int limit);

    /// A suite.
    ///
    /// @param dataset as `name@version`
    record Suite(String name, String team, String dataset) {

        boolean uses(String name) {
            return dataset.startsWith(name + "@");
        }

        /// Returns the version of the dataset, `3`.
        public String version() {
            return dataset.substring(dataset.indexOf('@') + 1);
        }
    }
}
