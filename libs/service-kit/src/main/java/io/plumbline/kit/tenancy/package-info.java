/// Row-level security by team.
@NullMarked
package io.plumbline.kit.tenancy;

import org.jspecify.annotations.NullMarked;
