/// Remedies and their runs.
@NullMarked
package io.plumbline.console.remedy;

import org.jspecify.annotations.NullMarked;
