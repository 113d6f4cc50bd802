import assert from "node:assert/strict";

import { median, medianRatio } from "./statistics";

describe("statistics of the bench", () => {
    it("has the middle number as the median, whatever the order", () => {
        assert.equal(median([10, 9, 100]), 10);
        assert.equal(median([7]), 7);
    });

    it("has the mean of the two in the middle as the median of an even number", () =>
        assert.equal(median([1, 100, 4, 2]), 3));

    it("has no median of nothing", () => assert.throws(() => median([]), /no median of nothing/));

    it("leaves the order of what it is given", () => {
        const values = [3, 1, 2];
        median(values);
        assert.deepEqual(values, [3, 1, 2]);
    });

    it("compares round by round, so that one slow round does not count", () => {
        // The third round was slow for both: medians alone would say 3 / 2.
        assert.equal(medianRatio([2, 3, 40], [1, 2, 20]), 2);
    });

    it("compares only as many rounds with as many", () =>
        assert.throws(() => medianRatio([1, 2], [1]), /2 values cannot be compared with 1/));
});
