/** A letter to begin from. */
export interface Sample {
  readonly label: string;
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
}

/** Letters of customers of an invented furniture shop: three complaints, plain to veiled, and two that are none. */
export const samples: readonly Sample[] = [
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
