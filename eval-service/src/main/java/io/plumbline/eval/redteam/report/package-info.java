/// Reports of red-team campaigns: SARIF for code scanning, HTML for a risk committee.
@NullMarked
package io.plumbline.eval.redteam.report;

import org.jspecify.annotations.NullMarked;
