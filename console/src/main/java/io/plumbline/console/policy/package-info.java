/// Guard policies: list, page, editor, dry runs.
@NullMarked
package io.plumbline.console.policy;

import org.jspecify.annotations.NullMarked;
