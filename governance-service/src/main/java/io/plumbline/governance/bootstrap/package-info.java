/// The initial content of an installation: the first user, the first API key and the standard policy.
@NullMarked
package io.plumbline.governance.bootstrap;

import org.jspecify.annotations.NullMarked;
