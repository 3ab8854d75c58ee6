/// Runs red-team campaigns.
@NullMarked
package io.plumbline.eval.redteam.run;

import org.jspecify.annotations.NullMarked;
