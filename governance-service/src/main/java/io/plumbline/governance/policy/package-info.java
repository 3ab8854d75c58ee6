/// Guard policies and their versions.
@NullMarked
package io.plumbline.governance.policy;

import org.jspecify.annotations.NullMarked;
