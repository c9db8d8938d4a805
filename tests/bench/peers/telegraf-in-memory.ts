/* oxlint-disable typescript/no-unsafe-return -- what the wizard keeps is its own affair */
import { Scenes, session, Telegraf, Telegram } from "telegraf";

/** What a run of talks came to; `messages` are those that answered a question. */
export type WizardFigures = { messages: number; spentMs: number; largestBytes: number };

const QUESTION = "Sắp tới nhà mình muốn làm sao ạ? Kể em nghe.";
const CHAT = { id: 7, type: "private" as const, first_name: "Sáu" };

// What would go to Telegram is taken at once.
Object.defineProperty(Telegram.prototype, "callApi", { value: () => Promise.resolve({ message_id: 1 }) });

function keep(context: Scenes.WizardContext, question: number): void {
  Object.assign(context.wizard.state, { [`q${question}`]: context.text });
}

/**
 * Telegraf's wizard as its examples write one, without a network and without a store beyond a map: so many questions, what was
 * typed kept as it stands, sessions through JSON after each message. It reads nothing: "2 triệu rưỡi" stays a text.
 */
export async function wizardTalks(answers: readonly string[], talks: number): Promise<WizardFigures> {
  const kept = new Map<string, string>();
  let largestBytes = 0;
  const bot = new Telegraf<Scenes.WizardContext>("1:bench");
  bot.botInfo = {
    id: 1,
    is_bot: true,
    first_name: "Bench",
    username: "bench_bot",
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
  const steps = answers.map((_, at) => async (context: Scenes.WizardContext) => {
    if (at > 0) keep(context, at - 1);
    await context.reply(QUESTION);
    context.wizard.next();
  });
  const talk = new Scenes.WizardScene<Scenes.WizardContext>("talk", ...steps, async (context) => {
    keep(context, answers.length - 1);
    await context.reply("Dạ xong rồi, em cảm ơn.");
    await context.scene.leave();
  });
  bot.use(
    session({
      store: {
        get: (key: string) => {
          const text = kept.get(key);
          return text === undefined ? undefined : JSON.parse(text);
        },
        set: (key: string, value: unknown) => {
          const text = JSON.stringify(value);
          largestBytes = Math.max(largestBytes, Buffer.byteLength(text));
          kept.set(key, text);
        },
        delete: (key: string) => {
          kept.delete(key);
        },
      },
    }),
  );
  bot.use(new Scenes.Stage<Scenes.WizardContext>([talk]).middleware());
  bot.on("text", (context) => context.scene.enter("talk"));

  let updates = 0;
  const hear = async (text: string): Promise<void> => {
    updates += 1;
    const message = { message_id: updates, date: 1, chat: CHAT, from: { ...CHAT, is_bot: false }, text };
    await bot.handleUpdate({ update_id: updates, message });
  };
  const from = performance.now();
  for (let nth = 0; nth < talks; nth += 1) for (const text of ["chào", ...answers]) await hear(text);
  return { messages: talks * answers.length, spentMs: performance.now() - from, largestBytes };
}
