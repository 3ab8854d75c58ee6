/// What container images need that one machine does not: a probe for their health checks, and an init that makes the
/// first credentials and hands each container its own.
@NullMarked
package io.plumbline.images;

import org.jspecify.annotations.NullMarked;
