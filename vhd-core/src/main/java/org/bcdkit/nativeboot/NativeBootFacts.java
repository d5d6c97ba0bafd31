package org.bcdkit.nativeboot;

/**
 * What is known beforehand about the start of an image: where it lies, and on what machine. The image itself is looked into by
 * {@link NativeBootCheck}.
 */
public record NativeBootFacts(HostFacts host, TargetFacts target) {

    /** Nothing is known; the page file is left to Windows. */
    public static final NativeBootFacts UNKNOWN = new NativeBootFacts(HostFacts.UNKNOWN, TargetFacts.UNKNOWN);

    public NativeBootFacts withHost(HostFacts facts) {
        return new NativeBootFacts(facts, target);
    }

    public NativeBootFacts withTarget(TargetFacts facts) {
        return new NativeBootFacts(host, facts);
    }
}
