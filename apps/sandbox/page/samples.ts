/** A letter to begin from. */
export interface Sample {
  readonly label: string;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
}

/** Letters of customers of a furniture shop: three complaints, plain to veiled, and two that are none. */
const toTheShop: readonly Sample[] = [
  {
    label: 'Furious',
    name: 'Gareth Pugh',
    email: 'gareth.pugh@example.com',
    subject: 'Wardrobe collapsed. I want my money back',
    text: 'The wardrobe you sold me for £640 fell apart on Saturday with my clothes in it. I rang twice and was cut off both times. This is absolutely unacceptable. I want a full refund and someone to take this rubbish away, or I will see you in the small claims court.\n\nGareth Pugh, order FH-21877',
  },
  {
    label: 'Polite, between the lines',
    name: 'Eleanor Whitcombe',
    email: 'e.whitcombe@example.com',
    subject: 'A small matter about our chairs',
    text: "I'm sure you are all terribly busy, and I do hate to be a nuisance. Two of the six chairs wobble rather a lot, and we have been eating standing up since Tuesday, which with my hip is not ideal. I did write last week but perhaps it went astray. I must say I had hoped for better.\n\nKind regards,\nEleanor Whitcombe",
  },
  {
    label: 'Names the ombudsman',
    name: 'Sunil Rao',
    email: 'sunil.rao@example.com',
    subject: 'Unresolved since January',
    text: 'I complained on 9 January about the scratched table top and was promised a call within five days. Nobody called. I am disappointed by the way this has been handled, and unless I hear from a manager I shall refer the matter to the Furniture Ombudsman.',
  },
  {
    label: 'Just a question',
    name: 'Beth Lindqvist',
    email: 'beth.lindqvist@example.com',
    subject: 'Width of the Rowan bookcase',
    text: 'Hello! Could you tell me how wide the Rowan bookcase is with the doors open? I am trying to work out if it fits beside our piano. Thank you!',
  },
  {
    label: 'Praise',
    name: 'Marcus Obi',
    email: 'marcus.obi@example.com',
    subject: 'Thank you',
    text: 'The new bed is wonderful, and the two people who put it up were a joy. Please pass on our thanks.',
  },
];

/** The same for an internet provider. */
const toTheProvider: readonly Sample[] = [
  {
    label: 'Furious',
    name: 'Curtis Blake',
    email: 'curtis.blake@example.com',
    subject: 'FIVE days without a line',
    text: 'Five days. Five. I have spent two hours in your queue, been cut off twice, and your engineer did not turn up yesterday. I work from home and I have lost a week of wages. This is a disgrace. I want compensation and I want out of this contract.\n\nCurtis Blake, account SM-40718',
  },
  {
    label: 'Polite, between the lines',
    name: 'Winifred Amory',
    email: 'w.amory@example.com',
    subject: 'The telephone',
    text: "I do hate to be a nuisance, and I'm sure you are all very busy. The telephone has crackled since your young man was here, and on some days it does not work at all, which worries my daughter, as I am 84 and on my own. I did write last month but perhaps it went astray. I must say I had hoped for better.\n\nWinifred Amory",
  },
  {
    label: 'Names the ombudsman',
    name: 'Faisal Karim',
    email: 'faisal.karim@example.com',
    subject: 'Second request for a deadlock letter',
    text: 'You have charged me for two lines since July. I complained on 3 August and was promised a refund within ten days. I have had nothing. Unless this is settled this week I shall take it to the ombudsman; please send me a deadlock letter.',
  },
  {
    label: 'Just a question',
    name: 'Hattie Flynn',
    email: 'hattie.flynn@example.com',
    subject: 'Wifi in the garden room',
    text: 'Hello! We are putting a garden room at the bottom of the lawn. Which of your boosters would reach thirty metres, and can I plug it in myself? Thank you!',
  },
  {
    label: 'Praise',
    name: 'Rhodri Vaughan',
    email: 'rhodri.vaughan@example.com',
    subject: 'Well done',
    text: 'The line you put in on Tuesday is the first one in this valley that works in the rain. Please thank the two who carried it up the hill.',
  },
];

/** Letters that suit a company, by its account. */
export function samplesFor(account: string): readonly Sample[] {
  return account === 'saltmarsh' ? toTheProvider : toTheShop;
}
