// Two rules of this repository that ESLint does not bring: an ignore says why, and nothing is `any` but JSON.

const IGNORE = /^\s*eslint-(?:disable|enable)|@ts-(?:expect-error|ignore|nocheck)/u;
const REASON = /^\s*eslint-disable[\w-]* .* -- .{10}|@ts-expect-error .{10}/u;
const ANY = /[{<(|:]\s*any\b(?:\[\])?\s*[}>)|,;]/u;

/**
 * @param {string} problem @param {(line: string) => boolean} isWrong
 * @returns {import("eslint").Rule.RuleModule}
 */
function ofComments(problem, isWrong) {
  return {
    create: ({ sourceCode, report }) => ({
      Program() {
        for (const { loc, value } of sourceCode.getAllComments()) {
          if (loc && value.split("\n").some(isWrong)) report({ loc, message: problem });
        }
      },
    }),
  };
}

export const houseRules = {
  rules: {
    "ignore-with-reason": ofComments(
      "Say why on the same line: `eslint-disable-next-line rule -- reason`, `@ts-expect-error reason`.",
      (line) => IGNORE.test(line) && !REASON.test(line),
    ),
    "no-any": ofComments("`any` is for JSON that is passed through; say so on the same line.", (line) => ANY.test(line) && !line.includes("JSON")),
  },
};
